using System.Collections.Immutable;
using Ledger.Files;
using Ledger.Verify.EvidenceFiles;

namespace Ledger.Cli.Bundles;

/// <summary>Writes the reasons of status changes for people. Stateless.</summary>
internal static class StatusReasonsText
{
    /// <summary>Writes the reasons. Another party wrote the texts, so each is made safe for a terminal first.</summary>
    public static void Write(TextWriter output, ImmutableArray<StatusReason> reasons)
    {
        if (reasons.IsEmpty)
        {
            return;
        }

        output.WriteLine("  Reasons from the department's node; not proven. 状态变更的理由，出自部门节点，未获证明。");
        foreach (var one in reasons)
        {
            output.WriteLine($"    {OneLine.FromText(one.At)}  {OneLine.FromText(one.Status),-12} {OneLine.FromText(one.Reason)}  ({OneLine.FromText(one.By)})");
        }
    }
}
