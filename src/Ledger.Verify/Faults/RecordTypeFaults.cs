using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG12xx: what can be wrong with type metadata.</summary>
public static class RecordTypeFaults
{
    public static readonly Fault NotJson = new("LDG1201", null,
        new("类型元数据不是成员名不重复的单个 UTF-8 JSON 对象。", "The type metadata is not one JSON object in UTF-8 without repeated names."),
        new("请检查类型文件的 JSON、编码与重复的成员名。", "Check the type file's JSON, its encoding and its member names."));

    public static readonly Fault MemberMissing = new("LDG1202", null,
        new("类型元数据缺少必需的成员。", "The type metadata lacks a required member."),
        new("请补上所指的成员（SD-JWT VC Type Metadata）。", "Add the member that is named (SD-JWT VC Type Metadata)."));

    public static readonly Fault MemberMalformed = new("LDG1203", null,
        new("类型元数据中某成员的形式不正确。", "A member of the type metadata has the wrong form."),
        new("请按 SD-JWT VC Type Metadata 改正所指成员的形式。", "Correct the form of the named member, as SD-JWT VC Type Metadata defines it."));

    public static readonly Fault Repeated = new("LDG1204", null,
        new("类型元数据对同一声明或同一语言重复作出规定。", "The type metadata describes the same claim or the same language twice."),
        new("请删去对同一声明或同一语言的重复规定。", "Remove the second description of that claim or language."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        NotJson, MemberMissing, MemberMalformed, Repeated,
    ];
}
