using Ledger.Verify.Faults;

namespace Ledger.Auditing;

/// <summary>Why a file of a log could not be reached or read.</summary>
/// <param name="Fault">The reason.</param>
/// <param name="Detail">What was found instead, or where.</param>
public sealed record UnreadReason(Fault Fault, string Detail);
