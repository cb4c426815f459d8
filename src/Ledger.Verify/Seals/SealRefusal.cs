namespace Ledger.Verify.Seals;

/// <summary>
/// A refusal and where it was found, such as <c>header.alg</c>, <c>disclosures[3]</c> or a claim path. The place may name a claim,
/// never a claim's value.
/// </summary>
public sealed record SealRefusal(SealFault Fault, string Place)
{
    public override string ToString() => $"{Fault.Code} {Place}: {Fault.English}";
}
