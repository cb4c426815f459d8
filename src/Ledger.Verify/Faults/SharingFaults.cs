using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG28xx: why a record is not shared, or a share is not opened.</summary>
public static class SharingFaults
{
    public static readonly Fault CodeMistyped = new("LDG2801", 400,
        new("短码有误，可能输错了一位。", "The short code is not right. A symbol was probably mistyped."),
        new("请对照原件重新输入 12 位；字母 O 与数字 0、字母 I、L 与数字 1 不必区分。",
            "Compare with the original and type the 12 symbols again. You need not tell O from 0, nor I and L from 1."));

    public static readonly Fault NotOpen = new("LDG2802", 404,
        new("这个短码打不开任何记录：可能已到期、已由本人结束，或不是本节点发出的。",
            "This short code opens no record. It may have run out, its owner may have ended it, or another node made it."),
        new("请向本人索取新的短码。", "Ask the person for a new short code."));

    public static readonly Fault EndNotPermitted = new("LDG2803", 422,
        new("出示的到期时间不在允许的范围内。", "A share may not end at that time."),
        new("请选择此刻之后、最长期限之内的时间。", "Choose a time from now on, within the longest life of a share."));

    public static readonly Fault NotFound = new("LDG2804", 404,
        new("没有这项出示。", "There is no such share."),
        new("请从“我出示过的”中选择。", "Choose one from “My shares”."));

    public static readonly Fault TooMany = new("LDG2805", 409,
        new("您在此部门正在进行的出示已达上限。", "You have as many open shares at this department as are possible."),
        new("请先结束不再需要的出示。", "End a share that you do not need any more."));

    public static readonly Fault NotChecked = new("LDG2806", 503,
        new("暂时无法确定此短码是否有效：本节点有部门无法读取。", "Whether this short code is valid cannot be said now: the node cannot read one of its departments."),
        new("这不说明短码有误；请稍后再试。", "This is no fault of the code. Try again later."));

    public static readonly Fault OpenedTooOften = new("LDG2807", 429,
        new("此短码刚被打开过多次，暂时不能再打开。", "This code was opened too often. It cannot be opened for the moment."),
        new("请一分钟后再试；仍不行，请明天再试，或向本人索取新的短码。", "Try again in a minute. If that does not help, try tomorrow, or ask the person for a new code."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        CodeMistyped, NotOpen, EndNotPermitted, NotFound, TooMany, NotChecked, OpenedTooOften,
    ];
}
