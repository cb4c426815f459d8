namespace Ledger.Verify.Seals;

/// <summary>One reason for refusing a seal: a stable code (<c>LDG11nn</c>, never reused) and one sentence in each language.</summary>
public sealed record SealFault(string Code, string English, string Chinese)
{
    /// <summary>Whether it is their fault.</summary>
    public SealFaultKind Kind { get; init; }
}
