namespace Ledger.Verify.EvidenceFiles;

/// <summary>
/// Why a status was changed and who requested it, as the node of the department stated. It is not proven: the log contains only a commitment to it.
/// </summary>
/// <param name="At">The time of logging, RFC 3339.</param>
/// <param name="Status">The new status.</param>
/// <param name="Reason">The reason. It is personal data if it mentions the person.</param>
/// <param name="By">Who requested the change.</param>
/// <param name="Entry">The index of the entry in the log; -1 when it is unknown.</param>
public sealed record StatusReason(string At, string Status, string Reason, string By, long Entry);
