namespace Ledger.Verify.Chain;

/// <summary>From inclusive, until exclusive; null is open. Block time, not anybody's clock.</summary>
public readonly record struct Validity(DateTimeOffset From, DateTimeOffset? Until)
{
    public bool Contains(DateTimeOffset time) => From <= time && (Until is null || time < Until);
}
