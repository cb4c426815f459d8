using System.Collections.Frozen;
using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Verify.Verdicts;

/// <summary>
/// Advice for a bundle that could not be checked, as one sentence in each language. "Later" is advised only when time alone helps: the chain did
/// not answer, or a block is not final yet. Stateless.
/// </summary>
internal static class VerdictAdvice
{
    /// <summary>The advice when time alone helps.</summary>
    internal static readonly (string En, string Zh) Retry = ("Try again later.", "请稍后再试。");

    private static readonly (string En, string Zh) OtherSource = (
        "Trying again does not help: check the chain's address and the registry's, or ask another node of the chain.",
        "重试无用：请核对链与登记处的地址，或改问其他链节点。");

    private static readonly (string En, string Zh) Chain = ("Verify with the chain to know the rest.", "其余各项请连接链核验。");

    private static readonly (string En, string Zh) NewEvidence = (
        "The answers come from a file, which does not change: verify with the chain, or have new evidence made.", "答复取自文件，不会再变：请连接链核验，或重新出具存证。");

    // The first match decides, because an earlier row is the cause of the later ones.
    private static readonly (Fault Finding, string En, string Zh)[] Changes =
    [
        (Findings.NotABundle, "Get the bundle again.", "请重新获取凭证包。"),
        (Findings.BundleNotSupported, "Use software that supports it.", "请用支持它的软件核验。"),
        (Findings.AnchorElsewhere, "Ask the chain and the registry that the bundle names.", "请改问凭证包所称的链与登记处。"),
        (Findings.MigrationNeeded, "Get the department's migration record, and verify with it.", "请取得该部门的迁移记录，再次核验。"),
        (Findings.MigrationOther, "Get the migration record that the registry names.", "请取得登记处所登记的迁移记录。"),
        (Findings.MigrationUnsigned, "Get the migration record from the department again.", "请向该部门重新取得迁移记录。"),
        (Findings.MigrationNotAnchored, "Check which chain is trusted, and ask the department whether its move is complete.", "请核对可信的链，并询问该部门迁移是否完成。"),
        (Findings.HeadImpossible, "Ask the council and the department how its records are anchored from now on.", "请询问理事会与该部门此后如何锚定记录。"),
        (Findings.AnchorLater, "Fetch the bundle again.", "请重新获取凭证包。"),
        (Findings.SourceContradicts, "Ask another node of the chain.", "请改问其他链节点。"),
        (Findings.OrderUnknown, "Ask another node of the chain.", "请改问其他链节点。"),
        (Findings.StatusUnknown, "Use a newer version of this software.", "请使用较新版本的本软件。"),
        (Findings.NoFinalBlock, "Say which finality rule the chain has.", "请指明该链的最终性规则。"),
    ];

    // A bundle without an anchor never gets one. A new copy of it, fetched later, can have one.
    private static readonly (string En, string Zh) NewCopy = ("Fetch the bundle again later, then verify that one.", "请稍后重新获取凭证包，再核验新的一份。");

    private static readonly FrozenSet<Fault> Pending = new[] { Findings.NotFinalYet, Findings.MigrationNotFinal }.ToFrozenSet();

    /// <summary>Returns the advice. Null when no check leads to one.</summary>
    /// <param name="checks">All checks.</param>
    /// <param name="silence">Why an answer of the chain is missing.</param>
    /// <param name="isFixed">Whether the answers come from a file.</param>
    /// <param name="earliest">The time from which the chain can be asked about the record. Null when it is not known.</param>
    /// <param name="latest">The time up to which something is known.</param>
    public static (string En, string Zh)? Find(
        ImmutableArray<Check> checks, UnknownReason silence, bool isFixed, string? earliest, string latest)
    {
        var open = checks.Where(check => check is { Outcome: CheckOutcome.NotRun, IsRequired: true }).Select(check => check.Finding).ToHashSet();
        if (Changes.FirstOrDefault(change => open.Contains(change.Finding)) is { Finding: not null } found)
        {
            return (found.En, found.Zh);
        }

        return open.Contains(Findings.AsOfBeforeAnchor) ? ($"Ask about {earliest} or a later time.", $"请询问 {earliest} 或更晚的时间。")
            : open.Contains(Findings.AsOfAhead) ? ($"Ask about {latest} or an earlier time.", $"请询问 {latest} 或更早的时间。")
            : silence is UnknownReason.NotAsked ? Chain
            : open.Contains(Findings.SourceSilent) && silence is UnknownReason.WrongSource ? OtherSource
            : open.Contains(Findings.NotAnchoredYet) ? NewCopy
            : !open.Contains(Findings.SourceSilent) && !open.Overlaps(Pending) ? null
            : isFixed ? NewEvidence
            : Retry;
    }
}
