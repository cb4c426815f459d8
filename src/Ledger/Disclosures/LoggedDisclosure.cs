using Ledger.Log;

namespace Ledger.Disclosures;

/// <summary>A disclosure as the log has it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Disclosure">Who read what and why.</param>
/// <param name="Salt">The salt of the commitment.</param>
/// <param name="Text">The text that the entry commits to.</param>
public sealed record LoggedDisclosure(StoredEntry Entry, Disclosure Disclosure, byte[] Salt, string Text)
{
    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => $"LoggedDisclosure {Entry.Index}";
}
