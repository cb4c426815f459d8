namespace Ledger.Web.Endpoints;

/// <summary>The state of the node's mirror of the chain.</summary>
/// <param name="Block">The block that the answers of the mirror are from. Null while it does not answer.</param>
/// <param name="Lag">The number of blocks of the chain that are not in the mirror yet.</param>
/// <param name="SeenAt">The time at which the chain last confirmed the mirror. Null if it never did.</param>
/// <param name="AgeSeconds">The number of seconds since that time.</param>
/// <param name="Code">Why the mirror cannot be refreshed. Null if it can.</param>
/// <param name="Rebuilds">How often the mirror was rebuilt since the start of the node.</param>
/// <param name="LastRebuild">The code of the reason for the last rebuild.</param>
internal sealed record MirrorHealth(
    long? Block, long Lag, DateTimeOffset? SeenAt, double? AgeSeconds, string? Code, int Rebuilds, string? LastRebuild);
