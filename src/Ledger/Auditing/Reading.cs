namespace Ledger.Auditing;

/// <summary>A file that was asked for: read, absent (<see cref="File"/> is null), or not readable.</summary>
internal readonly record struct Reading(FoundFile? File, bool IsRead);
