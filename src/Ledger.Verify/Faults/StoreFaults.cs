using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>
/// LDG8xxx: why stored data or a key cannot be used. A store that cannot read or write its file is <see cref="LogFaults.StorageFails"/>; one that
/// accepts no more writes is <see cref="LogFaults.WriterStopped"/>. A node that starts reports the faults of this table unchanged. Commands on a data
/// directory and responses to requests report them under their own codes.
/// </summary>
public static class StoreFaults
{
    /// <summary>Another process, or another store in this one, has the folder open. Nothing was changed.</summary>
    public static readonly Fault Locked = new("LDG8001", 503,
        new("数据目录正被另一个进程使用。", "Another process is using the data directory."),
        new("请先停止它，或用 Ledger__DataDirectory 另指目录。", "Stop it first, or name another directory with Ledger__DataDirectory."))
    { Kind = FaultKind.Transient };

    /// <summary>A stored file does not hold what was written to it. The detail names the file and the place, never its contents.</summary>
    public static readonly Fault Damaged = new("LDG8006", 503,
        new("数据目录中的文件已损坏或互不一致。", "Files in the data directory are damaged or do not belong together."),
        new("请保留现场，从备份恢复。", "Keep them as they are and restore a backup."))
    { Kind = FaultKind.Fatal };

    /// <summary>
    /// A key file cannot be used: it is damaged, belongs to another master key, or is accessible to other users. The detail names the file only.
    /// </summary>
    public static readonly Fault KeyUnusable = new("LDG8007", 503,
        new("密钥文件不可用。", "A key file cannot be used."),
        new("请检查权限，以及主密钥是否与数据目录匹配。", "Check its permissions, and that the master key belongs to this data directory."))
    { Kind = FaultKind.Fatal };

    /// <summary>The files are those of another log. Nothing was changed.</summary>
    public static readonly Fault Foreign = new("LDG8009", 503,
        new("数据目录属于另一个日志。", "The data directory holds another log."),
        new("请核对 Ledger__Host、部门名称与 Ledger__DataDirectory；文件未被改动。", "Check Ledger__Host, the department's id and Ledger__DataDirectory; no file was changed."))
    { Kind = FaultKind.Fatal };

    /// <summary>A later version of this software wrote a file. Nothing was changed.</summary>
    public static readonly Fault TooNew = new("LDG8010", 503,
        new("数据目录由更新的版本写成。", "The data directory was written by a newer version of this software."),
        new("请使用较新的版本；文件未被改动。", "Use that version or a later one; no file was changed."))
    { Kind = FaultKind.Fatal };

    /// <summary>An earlier version of this software wrote a file, and it was not carried over yet. Nothing was changed.</summary>
    public static readonly Fault TooOld = new("LDG8019", 503,
        new("数据目录由较早的版本写成，尚未转换。", "An earlier version of this software wrote the data directory, and it was not carried over yet."),
        new("请用本版本启动一次节点：启动时转换并核对数据；文件未被改动。",
            "Start the node once with this version: it carries the data over and compares it. No file was changed."))
    { Kind = FaultKind.Fatal };

    /// <summary>
    /// The files are older than what this log has already shown to others: a restored backup. Writing to them would give the log a second history.
    /// Nothing was changed.
    /// </summary>
    public static readonly Fault Behind = new("LDG8011", 503,
        new("日志比它曾公布的短：可能恢复了旧备份。", "The log is shorter than what it has shown before: an old backup may have been restored."),
        new("请勿写入。请恢复较新的备份，或用 ledger restore --replay 从公开日志补齐；文件未被改动。",
            "Do not write to it. Restore a newer backup, or add the missing entries from the public log with ledger restore --replay; no file was changed."))
    { Kind = FaultKind.Fatal };

    /// <summary>The files hold another history than the one that this log has already shown to others. Nothing was changed.</summary>
    public static readonly Fault TwoHistories = new("LDG8012", 503,
        new("数据目录中的日志与它曾公布的不同：有两段历史。", "The log is not the one that it has shown before: there are two histories."),
        new("请保留现场并通知审计人员；文件未被改动。", "Keep everything as it is and call an auditor; no file was changed."))
    { Kind = FaultKind.Fatal };

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        Locked, Damaged, KeyUnusable, Foreign, TooNew, TooOld, Behind, TwoHistories,
    ];

    /// <summary>Whether the files do not hold what was written or shown. Nothing may be written to them then.</summary>
    public static bool IsDamage(Fault fault) => fault == Damaged || fault == Behind || fault == TwoHistories;
}
