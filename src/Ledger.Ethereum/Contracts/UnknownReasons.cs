using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Contracts;

/// <summary>Tells an outage from an endpoint, a chain or a registry that is the wrong one. Stateless.</summary>
internal static class UnknownReasons
{
    /// <summary>Why a question was not answered, by what was thrown.</summary>
    public static UnknownReason FromException(Exception problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            if (cause is EncodingException || IsWrongSource(cause))
            {
                return UnknownReason.WrongSource;
            }
        }

        return UnknownReason.Outage;
    }

    // A view of ours never reverts, so a contract that does is another one.
    private static bool IsWrongSource(Exception cause) =>
        (cause is ChainFaultException { Fault: var fault } && fault != AnchoringFaults.ChainUnreachable && fault != AnchoringFaults.ChainBehind)
        || (cause is RpcErrorException { Error.Message: { } message } && message.Contains("revert", StringComparison.OrdinalIgnoreCase));
}
