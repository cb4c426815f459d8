namespace Ledger.Mirroring;

/// <summary>What grows with each department's records.</summary>
internal sealed record DepartmentTables(AnchorTable Anchors, StatusTable Statuses);
