using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG25xx: why a record cannot be sealed, or its payload cannot be opened.</summary>
public static class SealingFaults
{
    public static readonly Fault CannotBeSealed = new("LDG2501", 422,
        new("记录内容无法封签。", "The claims cannot be sealed."),
        new("请修正所列各处。", "Correct the place listed."));

    public static readonly Fault SubjectErased = new("LDG2502", 410,
        new("该居民此前的资料已依法删除，内容无法读取。", "The resident's data of before was erased, so the content cannot be read."),
        new("删除证明见本部门的 erasures；该居民以后的记录不受影响。", "The certificate is among the erasures of the department. Later records of the resident are not affected."));

    public static readonly Fault PayloadLost = new("LDG2503", 410,
        new("该记录的内容已随机器丢失，日志中仅存其条目。", "The record's content was lost with a machine; its entry was restored from the public log."),
        new("状态与证明仍有效；如需内容，请向持有凭证包的人索取或重新签发。",
            "Its status and proof still hold. For the content ask who holds its bundle, or issue it again."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        CannotBeSealed, SubjectErased, PayloadLost,
    ];
}
