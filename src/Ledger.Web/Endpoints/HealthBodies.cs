namespace Ledger.Web.Endpoints;

/// <summary>How a department's log and the chain stand to each other.</summary>
/// <param name="Department">The department's short name.</param>
/// <param name="Writer">Whether its log is written to.</param>
/// <param name="Size">How many entries its log has.</param>
/// <param name="AnchoredSize">How many of them are anchored.</param>
/// <param name="PendingStatuses">How many status changes the chain does not have yet.</param>
/// <param name="ChainLastSeen">When the chain last answered; null when it has not.</param>
/// <param name="WaitingSince">Since when an entry waits for its anchor; null when none does.</param>
/// <param name="Code">What does not go on; null when everything does.</param>
/// <param name="SelfCheck">What the node last found about this log; null before its first check.</param>
/// <param name="Clock">How this machine's clock stands to the chain and to this log; null while the department is down.</param>
internal sealed record DepartmentHealth(
    string Department, [property: Described(ApiWords.WriterStatus)] string Writer, long Size, long AnchoredSize, int PendingStatuses, DateTimeOffset? ChainLastSeen, DateTimeOffset? WaitingSince,
    string? Code, SelfChecks.SelfCheckResult? SelfCheck, ClockHealth? Clock);

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

/// <summary>How the node's tokens stand.</summary>
/// <param name="Code">LDG9023 while they cannot be read, LDG9024 while nobody has looked through those of a backup, LDG9040 or LDG9041 while a file of theirs is missing; null when nothing is wrong.</param>
/// <param name="RestoredAsOf">When that backup was made.</param>
internal sealed record TokensHealth(string? Code, DateTimeOffset? RestoredAsOf);

/// <summary>How the node is.</summary>
/// <param name="Status">degraded: statuses can be changed, something else does not go on; stopped: a log is not written to.</param>
/// <param name="Departments">Each department of the node.</param>
/// <param name="Endpoints">Each endpoint of the chain.</param>
/// <param name="Mirror">The node's copy of the chain.</param>
/// <param name="Tokens">The node's tokens.</param>
internal sealed record HealthAnswer(
    [property: Described(ApiWords.NodeStatus)] string Status, IReadOnlyList<DepartmentHealth> Departments, IReadOnlyList<ChainEndpointHealth> Endpoints,
    MirrorHealth Mirror, TokensHealth Tokens);

/// <summary>One endpoint of the chain.</summary>
/// <param name="Name">Scheme, host and port, without credentials.</param>
/// <param name="State">How it is.</param>
/// <param name="Height">The number of its newest block; null when it has not answered.</param>
/// <param name="HeadTime">The time of that block.</param>
/// <param name="LastAnswer">When it last answered.</param>
internal sealed record ChainEndpointHealth(string Name, [property: Described(ApiWords.EndpointStatus)] string State, long? Height, DateTimeOffset? HeadTime, DateTimeOffset? LastAnswer);
