namespace Ledger.Sealing;

/// <summary>The personal part of an entry: the salt of its commitment, and the text it commits to.</summary>
/// <param name="Salt">32 random bytes.</param>
/// <param name="Text">A compact SD-JWT with every disclosure, or the canonical JSON of a status change.</param>
public readonly record struct Payload(byte[] Salt, string Text)
{
    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => "Payload";
}
