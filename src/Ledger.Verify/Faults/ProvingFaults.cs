using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG7xxx: why a record cannot be proved or shown.</summary>
public static class ProvingFaults
{
    public static readonly Fault RecordNotFound = new("LDG7001", 404,
        new("没有这条记录。", "There is no such record."),
        new("请核对编号与部门。", "Check the id and the department."));

    public static readonly Fault ClaimUnknown = new("LDG7002", 422,
        new("记录中没有要出示的项目。", "The record has no such claim to disclose."),
        new("请从 claims 列出的名称中选择。", "Choose from the names listed under claims."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        RecordNotFound, ClaimUnknown,
    ];
}
