namespace Ledger.Verify.Chain;

/// <summary>
/// An interval in block time: <paramref name="From"/> is included, <paramref name="Until"/> is excluded. Null means that it has no end.
/// </summary>
public readonly record struct Validity(DateTimeOffset From, DateTimeOffset? Until)
{
    public bool Contains(DateTimeOffset time) => From <= time && (Until is null || time < Until);
}
