namespace Ledger.Consortium;

/// <summary>A node of the plan.</summary>
public sealed record PlannedNode(string Name, NodeRole Role, Enode Enode);
