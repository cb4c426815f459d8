using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Nethereum.RPC.Eth.Transactions;

namespace Ledger.Ethereum.Rpc;

/// <summary>Sends signed bytes to one endpoint and reads its answer. Stateless.</summary>
internal static class SignedSender
{
    /// <returns>True when the node had it already.</returns>
    /// <exception cref="NonceUsedException">Another transaction already has this nonce.</exception>
    /// <exception cref="UnderpricedException">The node wants more for it.</exception>
    /// <exception cref="TransactionRefusedException">The node does not take it, for another reason.</exception>
    public static async ValueTask<bool> SendAsync(ChainSession session, SignedTransaction transaction, CancellationToken cancellationToken)
    {
        var answer = await session.AskAsync(new EthSendRawTransaction(null).BuildRequest(Hex.Data(transaction.Bytes.AsSpan())), cancellationToken);
        if (answer.Error is not { } error)
        {
            return ChainJson.Hash(answer.Get()) == transaction.Hash ? false : throw ChainJson.Unexpected("a sent transaction got another hash");
        }

        var meaning = SendRefusals.MeaningOf(error);
        if (meaning is SendRefusal.Known)
        {
            return true;
        }

        if (meaning is not SendRefusal.NonceUsed)
        {
            throw SendRefusals.ToException(meaning, error);
        }

        // Nodes forget a transaction's hash once it is mined: then sending it again reads "nonce too low", though all is well.
        var receipt = await session.AskAsync(ChainRequests.Receipt(transaction.Hash), cancellationToken);
        return ChainJson.FindReceipt(receipt.Get()) is not null ? true : throw new NonceUsedException(transaction.Nonce);
    }
}
