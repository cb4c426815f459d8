namespace Ledger.Issuing;

/// <summary>
/// An identity number in the one form its type has. Only <see cref="IdentityTypes.Read"/> makes one, so that no blind index and no claim
/// comes from any other spelling. Personal data: <see cref="ToString"/> says nothing.
/// </summary>
public sealed record IdentityNumber
{
    internal IdentityNumber(IdentityType type, ParsedIdentity parsed)
    {
        Type = type;
        Parsed = parsed;
    }

    public IdentityType Type { get; }

    /// <summary>The number as it stands in the record.</summary>
    public string Number => Parsed.Number;

    /// <summary>
    /// What the blind index is computed from: type ‖ 0x00 ‖ number. A citizen's number is one person's whatever document shows it, so there the
    /// type is always <c>resident-identity-card</c>.
    /// </summary>
    public string IndexText => $"{(Parsed.IsCitizenNumber ? IdentityTypes.ResidentIdentityCard : Type.Name)}\0{Number}";

    internal ParsedIdentity Parsed { get; }

    public override string ToString() => "IdentityNumber";
}
