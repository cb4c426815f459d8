using Ledger.Faults;

namespace Ledger.Log;

/// <summary>What the clock of a log comes to at one moment.</summary>
/// <param name="Now">The clock's time.</param>
/// <param name="Trusted">The latest time that an entry may have now: the clock's, or an earlier one while the clock is ahead of what others confirm.</param>
/// <param name="Fault">Why no record is written now; null when nothing is wrong.</param>
/// <param name="Drift">How far the clock is from the chain's time, positive when it is ahead; zero within what is known of it, null while nothing is known.</param>
/// <param name="EntryAhead">How far the log's newest entry is ahead of <paramref name="Trusted"/>; zero when it is not.</param>
public sealed record ClockReading(DateTimeOffset Now, DateTimeOffset Trusted, Fault? Fault, TimeSpan? Drift, TimeSpan EntryAhead);
