using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.UseCases;

/// <summary>The result for one file. Exactly one member is not null.</summary>
/// <param name="Report">The report on a bundle.</param>
/// <param name="Evidence">The report on evidence.</param>
/// <param name="Problem">Why the file could not be read. It has no verdict then.</param>
public sealed record JudgedFile(VerificationReport? Report, EvidenceReport? Evidence, FaultException? Problem);
