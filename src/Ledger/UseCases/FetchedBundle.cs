namespace Ledger.UseCases;

/// <summary>A bundle, with the disclosures its reader may have.</summary>
/// <param name="Utf8">Its canonical JSON.</param>
public sealed record FetchedBundle(byte[] Utf8)
{
    /// <summary>Nothing of the content, so that no log line can show it.</summary>
    public override string ToString() => "FetchedBundle";
}
