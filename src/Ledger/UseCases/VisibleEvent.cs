using Ledger.Proving;
using Ledger.Statuses;

namespace Ledger.UseCases;

/// <summary>One thing that happened to a record, as far as its reader may see it.</summary>
/// <param name="Event">What happened, with its proof.</param>
/// <param name="Details">Why a status was changed and who asked; null for another event, after an erasure, or for a role that does not see it.</param>
public sealed record VisibleEvent(HistoryEvent Event, StatusDetails? Details);
