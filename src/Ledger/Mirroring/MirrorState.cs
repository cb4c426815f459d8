using Ledger.Verify.Faults;

namespace Ledger.Mirroring;

/// <summary>How the mirror and the chain stand to each other; a value for the health page.</summary>
/// <param name="Block">As of which block it answers; null while it does not.</param>
/// <param name="Newest">The newest block the chain showed when it was last asked; null before it was.</param>
/// <param name="BuiltUpTo">Up to which block events were taken in; less than <paramref name="Block"/> while it is being built.</param>
/// <param name="SeenAt">When the chain last answered and the mirror was as it is; null when never.</param>
/// <param name="Fault">What keeps it from being brought up to date; null when nothing does.</param>
/// <param name="Rebuilds">How often it began anew since the start.</param>
/// <param name="LastRebuild">Why it last did.</param>
public sealed record MirrorState(
    long? Block, long? Newest, long BuiltUpTo, DateTimeOffset? SeenAt, Fault? Fault, int Rebuilds, Fault? LastRebuild)
{
    public static MirrorState Unknown { get; } = new(null, null, -1, null, null, 0, null);

    /// <summary>How many blocks of the chain are not in it yet.</summary>
    public long Lag => Newest is { } newest ? Math.Max(0, newest - (Block ?? BuiltUpTo)) : 0;
}
