using Ledger.Verify.Faults;

namespace Ledger.Auditing.Nodes;

/// <summary>The sentences that every form of the audit report uses. Stateless.</summary>
public static class AuditSentences
{
    /// <summary>The sentence after the verdict when no bundle was requested.</summary>
    public static LocalizedText WithoutRecords { get; } = new("未给出 --tokens，未核对任何记录。", "No record was checked, because no --tokens were given.");

    /// <summary>The verdict in one sentence, with its sign.</summary>
    public static (string Sign, string En, string Zh) Describe(AuditVerdict verdict) => verdict switch
    {
        AuditVerdict.Agrees => ("✓", "Everything that was checked agrees.", "所核对的内容全部一致。"),
        AuditVerdict.Findings => ("✗", "There are findings.", "发现问题。"),
        _ => ("?", "Not everything could be checked. This does not mean that a record is wrong.", "有内容未能核对；这不说明记录有问题。"),
    };
}
