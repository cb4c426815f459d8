namespace Ledger.Web.Endpoints;

/// <summary>How the node's mirror of the chain stands to the chain.</summary>
/// <param name="Block">As of which block it answers; null while it does not.</param>
/// <param name="Lag">How many blocks of the chain are not in it yet.</param>
/// <param name="SeenAt">When it last saw the chain.</param>
/// <param name="AgeSeconds">How long ago that is.</param>
/// <param name="Code">What keeps it from being brought up to date.</param>
/// <param name="Rebuilds">How often it began anew since the start.</param>
/// <param name="LastRebuild">The code of why it last did.</param>
internal sealed record MirrorHealth(
    long? Block, long Lag, DateTimeOffset? SeenAt, double? AgeSeconds, string? Code, int Rebuilds, string? LastRebuild);
