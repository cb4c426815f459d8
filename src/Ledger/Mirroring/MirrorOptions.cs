namespace Ledger.Mirroring;

/// <summary>Options of the mirror.</summary>
public sealed record MirrorOptions
{
    /// <summary>The number of final blocks in one durable step while the mirror is built. Default 5,000.</summary>
    public long BlocksPerStep { get; init; } = 5_000;

    /// <summary>The number of final blocks without events after which a new stamp is stored. Default 256.</summary>
    public long BlocksPerStamp { get; init; } = 256;

    /// <summary>
    /// How long a newest block below a known one counts as a lagging endpoint. After that the chain itself is shorter. Default 60 s.
    /// </summary>
    public TimeSpan BehindPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The shortest pause between two rebuilds. It doubles after each rebuild that fails. Default 5 minutes.</summary>
    public TimeSpan RebuildPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest pause between two rebuilds. Default one hour.</summary>
    public TimeSpan LongestRebuildPause { get; init; } = TimeSpan.FromHours(1);
}
