namespace Ledger.Sharing;

/// <summary>How long a share may be open. Immutable.</summary>
/// <param name="Usual">The life of a share whose owner does not choose an end.</param>
/// <param name="Longest">The longest life that an owner may choose; not shorter than the usual one.</param>
public sealed record ShareLimits(TimeSpan Usual, TimeSpan Longest)
{
    /// <summary>A week, and at most ninety days.</summary>
    public static ShareLimits Default { get; } = new(TimeSpan.FromDays(7), TimeSpan.FromDays(90));
}
