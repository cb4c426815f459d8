namespace Ledger.Verify.RecordTypes;

/// <summary>One reason for refusing type metadata: a stable code (<c>LDG12nn</c>, never reused) and one sentence in each language.</summary>
public sealed record RecordTypeFault(string Code, string English, string Chinese)
{
    public static readonly RecordTypeFault NotJson = new("LDG1201",
        "The type metadata is not one JSON object in UTF-8 without repeated names.",
        "类型元数据不是成员名不重复的单个 UTF-8 JSON 对象。");

    public static readonly RecordTypeFault MemberMissing = new("LDG1202",
        "The type metadata lacks a required member.",
        "类型元数据缺少必需的成员。");

    public static readonly RecordTypeFault MemberMalformed = new("LDG1203",
        "A member of the type metadata has the wrong form.",
        "类型元数据中某成员的形式不正确。");

    public static readonly RecordTypeFault Repeated = new("LDG1204",
        "The type metadata says something twice for one claim or one language.",
        "类型元数据对同一声明或同一语言重复作出规定。");
}
