using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Rpc;

/// <summary>Reports an answer that is longer than this client reads. Ask for less.</summary>
internal sealed class AnswerTooLargeException(string message) : FaultException(AnchoringFaults.ChainUnreachable, message);
