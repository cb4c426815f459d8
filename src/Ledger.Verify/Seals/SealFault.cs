namespace Ledger.Verify.Seals;

/// <summary>One reason for refusing a seal: a stable code (<c>LDG11nn</c>, never reused) and one sentence in each language.</summary>
public sealed record SealFault(string Code, string English, string Chinese);

/// <summary>
/// A refusal and where it was found, such as <c>header.alg</c>, <c>disclosures[3]</c> or a claim path. The place may name a claim,
/// never a claim's value.
/// </summary>
public sealed record SealRefusal(SealFault Fault, string Place)
{
    public override string ToString() => $"{Fault.Code} {Place}: {Fault.English}";
}
