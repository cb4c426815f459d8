namespace Ledger.Verify.RecordTypes;

/// <summary>The name of a record type in one language (a BCP 47 tag, such as <c>zh-CN</c>).</summary>
public sealed record TypeDisplay(string Locale, string Name, string? Description);
