using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Contracts;

/// <summary>Distinguishes an outage from a wrong endpoint, chain or registry. Stateless.</summary>
internal static class UnknownReasons
{
    /// <summary>Returns why a question was not answered, from the exception.</summary>
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

    // Our views never revert, so a contract that reverts is another one.
    private static bool IsWrongSource(Exception cause) =>
        (ChainOutages.Includes(cause) && cause is FaultException { Fault.Kind: not FaultKind.Transient })
        || (cause is RpcErrorException { Error.Message: { } message } && message.Contains("revert", StringComparison.OrdinalIgnoreCase));
}
