using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Faults;
using Nethereum.RPC.Eth.Transactions;

namespace Ledger.Ethereum.Rpc;

/// <summary>Sends signed bytes to one endpoint and interprets its answer. Stateless.</summary>
internal static class SignedSender
{
    /// <returns>True when the node already had the transaction.</returns>
    /// <exception cref="NonceUsedException">Another transaction already has this nonce.</exception>
    /// <exception cref="UnderpricedException">The node requires a higher price.</exception>
    /// <exception cref="FaultException">The node refuses the transaction for another reason.</exception>
    public static async ValueTask<bool> SendAsync(ChainSession session, SignedTransaction transaction, CancellationToken cancellationToken)
    {
        var answer = await session.AskAsync(new EthSendRawTransaction(null).BuildRequest(Hex.Data(transaction.Bytes.AsSpan())), cancellationToken);
        if (answer.Error is not { } error)
        {
            return ChainJson.Hash(answer.Get()) == transaction.Hash ? false : throw ChainJson.Unexpected("a sent transaction got another hash");
        }

        var meaning = SendRefusals.Classify(error);
        if (meaning is SendRefusal.Known)
        {
            return true;
        }

        if (meaning is not SendRefusal.NonceUsed)
        {
            throw SendRefusals.ToException(meaning, error);
        }

        // A node forgets the hash of a mined transaction. Sending it again then fails with "nonce too low", although it is mined.
        var receipt = await session.AskAsync(ChainRequests.Receipt(transaction.Hash), cancellationToken);
        return ChainJson.FindReceipt(receipt.Get()) is not null ? true : throw new NonceUsedException(transaction.Nonce);
    }
}
