namespace Ledger.Web.Endpoints;

/// <summary>One end of a move.</summary>
/// <param name="ChainId">The chain's id.</param>
/// <param name="Registry">The address of its DepartmentRegistry contract.</param>
/// <param name="Block">Of the chain that was left its last final block, of the other the one that anchors the move.</param>
internal sealed record ReportPlaceBody(long ChainId, string Registry, BlockBody? Block);
