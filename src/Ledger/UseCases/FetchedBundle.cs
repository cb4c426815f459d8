namespace Ledger.UseCases;

/// <summary>A bundle with the disclosures that its reader may see.</summary>
/// <param name="Utf8">Its canonical JSON.</param>
public sealed record FetchedBundle(byte[] Utf8)
{
    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => "FetchedBundle";
}
