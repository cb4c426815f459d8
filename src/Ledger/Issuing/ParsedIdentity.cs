namespace Ledger.Issuing;

/// <summary>What an identity number says.</summary>
/// <param name="Number">The number in its one form.</param>
/// <param name="Birth">The date of birth as the number has it: <c>yyyyMMdd</c>, or <c>yyMMdd</c> in older numbers; null when it has none.</param>
/// <param name="IsMale">Whether it is a man's; null when the number does not say.</param>
/// <param name="IsCitizenNumber">Whether it is a citizen's identity number (GB 11643).</param>
internal sealed record ParsedIdentity(string Number, string? Birth = null, bool? IsMale = null, bool IsCitizenNumber = false)
{
    public override string ToString() => "ParsedIdentity";
}
