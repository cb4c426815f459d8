using Ledger.Verify.Faults;

namespace Ledger.Log;

/// <summary>The state of a log's clock at one moment.</summary>
/// <param name="Now">The clock's time.</param>
/// <param name="Trusted">
/// The latest allowed time of an entry now: the clock's time, or an earlier one while the clock is ahead of what others confirm.
/// </param>
/// <param name="Fault">Why no record is written now. Null if nothing is wrong.</param>
/// <param name="Drift">
/// How far the clock is from the chain's time; positive if it is ahead. Zero within the known bounds. Null if the chain's time is unknown.
/// </param>
/// <param name="EntryAhead">How far the newest entry is ahead of <paramref name="Trusted"/>. Zero if it is not ahead.</param>
public sealed record ClockReading(DateTimeOffset Now, DateTimeOffset Trusted, Fault? Fault, TimeSpan? Drift, TimeSpan EntryAhead);
