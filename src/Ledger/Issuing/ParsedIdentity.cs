namespace Ledger.Issuing;

/// <summary>The information in an identity number.</summary>
/// <param name="Number">The number in its canonical form.</param>
/// <param name="Birth">The date of birth as the number states it: <c>yyyyMMdd</c>, or <c>yyMMdd</c> in older numbers. Null if it states none.</param>
/// <param name="IsMale">Whether the holder is a man. Null if the number does not say.</param>
/// <param name="IsCitizenNumber">Whether it is a citizen's identity number (GB 11643).</param>
internal sealed record ParsedIdentity(string Number, string? Birth = null, bool? IsMale = null, bool IsCitizenNumber = false)
{
    public override string ToString() => "ParsedIdentity";
}
