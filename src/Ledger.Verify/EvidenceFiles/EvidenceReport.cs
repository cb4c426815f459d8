using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.EvidenceFiles;

/// <summary>The result of checking evidence. Immutable.</summary>
/// <param name="Report">The report on the bundle, from the recorded answers of the chain.</param>
/// <param name="Findings">The checks of the proofs behind these answers.</param>
/// <param name="Block">The block as of which everything holds.</param>
public sealed record EvidenceReport(VerificationReport Report, ImmutableArray<EvidenceFinding> Findings, ChainBlock Block)
{
    /// <summary>The stated reasons for status changes. They are not proven.</summary>
    public ImmutableArray<StatusReason> Reasons { get; init; } = [];

    /// <summary>The type metadata in the evidence.</summary>
    public ImmutableArray<byte> Type { get; init; } = [];

    /// <summary>Whether all that the evidence must prove is proven. It may prove that the record is not in force.</summary>
    public bool IsProven => Findings.All(finding => finding.Passed == true);

    /// <summary>The verdict on bundle and proofs together. It claims nothing that is not proven.</summary>
    /// <remarks>A wrong block hash says nothing about the record, because the hash that the caller gave may be the wrong one.</remarks>
    public Verdict Verdict => Findings.Any(finding => finding is { Passed: false, Name: not "block" }) || Report.Verdict is Verdict.NotGenuine ? Verdict.NotGenuine
        : IsProven ? Report.Verdict
        : Verdict.CouldNotBeChecked;
}
