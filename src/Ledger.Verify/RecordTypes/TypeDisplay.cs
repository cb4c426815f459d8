namespace Ledger.Verify.RecordTypes;

/// <summary>How a record type is called in one language (BCP 47 tag, such as <c>zh-CN</c>).</summary>
public sealed record TypeDisplay(string Locale, string Name, string? Description);
