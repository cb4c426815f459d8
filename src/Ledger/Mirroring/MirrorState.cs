using Ledger.Verify.Faults;

namespace Ledger.Mirroring;

/// <summary>The state of the mirror, for the health page.</summary>
/// <param name="Block">The block of its answers. Null while it does not answer.</param>
/// <param name="Newest">The chain's newest block at the last poll. Null before the first.</param>
/// <param name="BuiltUpTo">The last block whose events are stored. Below <paramref name="Block"/> while the mirror is being built.</param>
/// <param name="SeenAt">When the chain last confirmed the present state. Null if never.</param>
/// <param name="Fault">Why the mirror cannot be refreshed. Null if it can.</param>
/// <param name="Rebuilds">The number of rebuilds since the start.</param>
/// <param name="LastRebuild">The cause of the last rebuild.</param>
public sealed record MirrorState(
    long? Block, long? Newest, long BuiltUpTo, DateTimeOffset? SeenAt, Fault? Fault, int Rebuilds, Fault? LastRebuild)
{
    public static MirrorState Unknown { get; } = new(null, null, -1, null, null, 0, null);

    /// <summary>How many blocks the mirror is behind the chain.</summary>
    public long Lag => Newest is { } newest ? Math.Max(0, newest - (Block ?? BuiltUpTo)) : 0;
}
