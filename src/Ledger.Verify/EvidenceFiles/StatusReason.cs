namespace Ledger.Verify.EvidenceFiles;

/// <summary>Why a status was changed and who asked for it, as the department's node stated it. Not proven: the log holds only a commitment to it.</summary>
/// <param name="At">When it was logged, RFC 3339.</param>
/// <param name="Status">The new status.</param>
/// <param name="Reason">Why; personal data where it speaks of the person.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Entry">The index of its entry in the log; -1 when unknown.</param>
public sealed record StatusReason(string At, string Status, string Reason, string By, long Entry);
