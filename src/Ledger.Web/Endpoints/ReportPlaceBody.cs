namespace Ledger.Web.Endpoints;

/// <summary>A chain that a log left or moved to.</summary>
/// <param name="ChainId">The id of the chain.</param>
/// <param name="Registry">The address of the DepartmentRegistry contract on that chain.</param>
/// <param name="Block">For the chain that the log left: its last final block. For the other chain: the block that contains the anchor of the move.</param>
internal sealed record ReportPlaceBody(long ChainId, string Registry, BlockBody? Block);
