using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.UseCases;

/// <summary>The report on a file: on a bundle or on evidence, or why there is none.</summary>
/// <param name="Report">The report on a bundle.</param>
/// <param name="Evidence">The report on evidence.</param>
/// <param name="Problem">Why the file could not be read: nothing is said about it.</param>
public sealed record JudgedFile(VerificationReport? Report, EvidenceReport? Evidence, FaultException? Problem);
