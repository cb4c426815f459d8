using Ledger.Faults;

namespace Ledger.Web.Problems;

/// <summary>One code of the fault table. A finding of the verifier has no HTTP status: it is a line of a report.</summary>
public sealed record FaultRow(string Code, int? HttpStatus, LocalizedText Title, LocalizedText? Action);
