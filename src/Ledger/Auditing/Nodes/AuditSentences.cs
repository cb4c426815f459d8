using Ledger.Verify.Faults;

namespace Ledger.Auditing.Nodes;

/// <summary>What every form of the audit's report says. Stateless.</summary>
public static class AuditSentences
{
    /// <summary>The sentence beside a verdict where no bundle was asked for.</summary>
    public static LocalizedText WithoutRecords { get; } = new("未给出 --tokens，未核对任何记录。", "No record was checked, because no --tokens were given.");

    /// <summary>The verdict in one sentence, with its sign.</summary>
    public static (string Sign, string En, string Zh) Describe(AuditVerdict verdict) => verdict switch
    {
        AuditVerdict.Agrees => ("✓", "Everything that was checked agrees.", "所核对的内容全部一致。"),
        AuditVerdict.Findings => ("✗", "There are findings.", "发现问题。"),
        _ => ("?", "Not everything could be checked. This is no sign of a fault in the records.", "有内容未能核对；这不说明记录有问题。"),
    };
}
