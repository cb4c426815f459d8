namespace Ledger.Verify.Seals;

/// <summary>What a fault says about the thing that was looked at.</summary>
public enum SealFaultKind
{
    /// <summary>It was read, and it is wrong.</summary>
    Wrong,

    /// <summary>It could not be read, so nothing is said about what it claims.</summary>
    Unreadable,

    /// <summary>This library does not support it: a limit of ours, and no fault of theirs.</summary>
    NotSupported,

    /// <summary>What the check needs was not given.</summary>
    NotChecked,
}

/// <summary>One reason for refusing a seal: a stable code (<c>LDG11nn</c>, never reused) and one sentence in each language.</summary>
public sealed record SealFault(string Code, string English, string Chinese)
{
    /// <summary>Whether it is their fault.</summary>
    public SealFaultKind Kind { get; init; }
}

/// <summary>
/// A refusal and where it was found, such as <c>header.alg</c>, <c>disclosures[3]</c> or a claim path. The place may name a claim,
/// never a claim's value.
/// </summary>
public sealed record SealRefusal(SealFault Fault, string Place)
{
    public override string ToString() => $"{Fault.Code} {Place}: {Fault.English}";
}
