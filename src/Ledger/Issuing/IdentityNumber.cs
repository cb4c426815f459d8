namespace Ledger.Issuing;

/// <summary>
/// An identity number in the canonical form of its type. Only <see cref="IdentityTypes.Read"/> creates one, so that blind indexes and claims use no
/// other spelling. Personal data: <see cref="ToString"/> does not show it.
/// </summary>
public sealed record IdentityNumber
{
    internal IdentityNumber(IdentityType type, ParsedIdentity parsed)
    {
        Type = type;
        Parsed = parsed;
    }

    public IdentityType Type { get; }

    /// <summary>The number as the record holds it.</summary>
    public string Number => Parsed.Number;

    /// <summary>
    /// The text for the blind index: type ‖ 0x00 ‖ number. A citizen's number identifies the same person on every document, so its type is always
    /// <c>resident-identity-card</c>.
    /// </summary>
    public string IndexText => $"{(Parsed.IsCitizenNumber ? IdentityTypes.ResidentIdentityCard : Type.Name)}\0{Number}";

    internal ParsedIdentity Parsed { get; }

    public override string ToString() => "IdentityNumber";
}
