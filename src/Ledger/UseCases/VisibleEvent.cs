using Ledger.Proving;
using Ledger.Statuses;

namespace Ledger.UseCases;

/// <summary>One event of a record, limited to what its reader may see.</summary>
/// <param name="Event">The event with its proof.</param>
/// <param name="Details">Why a status was changed and who asked. Null for another event, after an erasure, or for a role that may not see it.</param>
public sealed record VisibleEvent(HistoryEvent Event, StatusDetails? Details);
