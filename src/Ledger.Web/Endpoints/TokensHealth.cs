namespace Ledger.Web.Endpoints;

/// <summary>How the node's tokens stand.</summary>
/// <param name="Code">LDG9023 while they cannot be read, LDG9024 while nobody has looked through those of a backup, LDG9040 or LDG9041 while a file of theirs is missing; null when nothing is wrong.</param>
/// <param name="RestoredAsOf">When that backup was made.</param>
internal sealed record TokensHealth(string? Code, DateTimeOffset? RestoredAsOf);
