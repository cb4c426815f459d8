namespace Ledger.Mirroring;

/// <summary>The tables that grow with a department's records.</summary>
internal sealed record DepartmentTables(AnchorTable Anchors, StatusTable Statuses);
