using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.EvidenceFiles;

/// <summary>The result of checking evidence. Immutable.</summary>
/// <param name="Report">The report on the bundle, by the chain's recorded answers.</param>
/// <param name="Findings">The checks of the proofs behind those answers.</param>
/// <param name="Block">The block as of which all of it holds.</param>
public sealed record EvidenceReport(VerificationReport Report, ImmutableArray<EvidenceFinding> Findings, ChainBlock Block)
{
    /// <summary>Why the status was changed, as the evidence states it; not proven.</summary>
    public ImmutableArray<StatusReason> Reasons { get; init; } = [];

    /// <summary>The type metadata that is in the evidence.</summary>
    public ImmutableArray<byte> Type { get; init; } = [];

    /// <summary>Whether everything that the evidence has to prove is proven. It may be proven that the record is not in force.</summary>
    public bool IsProven => Findings.All(finding => finding.Passed == true);

    /// <summary>The verdict on the bundle and the proofs together: nothing unproven is stated.</summary>
    /// <remarks>A different block hash says nothing about the record: the given hash may be the wrong one.</remarks>
    public Verdict Verdict => Findings.Any(finding => finding is { Passed: false, Name: not "block" }) || Report.Verdict is Verdict.NotGenuine ? Verdict.NotGenuine
        : IsProven ? Report.Verdict
        : Verdict.CouldNotBeChecked;
}
