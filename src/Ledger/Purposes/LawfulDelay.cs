using Ledger.Verify.Faults;

namespace Ledger.Purposes;

/// <summary>How long a law lets a department wait before the resident sees a read.</summary>
/// <param name="Days">The longest time in days; 1 or more.</param>
/// <param name="Law">The law that allows it.</param>
public sealed record LawfulDelay(int Days, LocalizedText Law);
