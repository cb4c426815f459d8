namespace Ledger.Mirroring;

/// <summary>How a mirror is kept.</summary>
public sealed record MirrorOptions
{
    /// <summary>How many final blocks one durable step takes in while the mirror is being built. Default 5,000.</summary>
    public long BlocksPerStep { get; init; } = 5_000;

    /// <summary>After how many final blocks without an event it is noted durably that there was none. Default 256.</summary>
    public long BlocksPerStamp { get; init; } = 256;

    /// <summary>How long a newest block below one seen before counts as an endpoint that lags, and not as the chain. Default 60 s.</summary>
    public TimeSpan BehindPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The least time between two rebuilds; doubles while they do not help. Default 5 minutes.</summary>
    public TimeSpan RebuildPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Up to this. Default one hour.</summary>
    public TimeSpan LongestRebuildPause { get; init; } = TimeSpan.FromHours(1);
}
