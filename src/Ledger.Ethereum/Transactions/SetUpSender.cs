using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Transactions;

/// <summary>
/// Sends a transaction and waits for its block. For set-up and governance: rare, one at a time for each account, with a person watching. The
/// anchorer must survive crashes, so it keeps its transactions itself and does not use this class.
/// </summary>
internal sealed class SetUpSender(ChainConnection connection, TransactionWriter transactions)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private const int PollsPerSending = 10; // the first ten polls take three seconds, each later ten take ten seconds

    public ValueTask<long> ReadNonceAsync(ChainAddress account, CancellationToken cancellationToken) => connection.UseAsync(
        async session => ChainJson.Quantity((await session.AskAsync(ChainRequests.TransactionCount(account), cancellationToken)).Get()),
        cancellationToken);

    /// <exception cref="CallRevertedException">The contract refused the call, before or after the transaction was sent.</exception>
    /// <exception cref="FaultException">The chain did not answer, or no block contained the transaction within two minutes.</exception>
    public async ValueTask<TransactionOutcome> SendAsync(
        IOperatorKey key, ChainAddress? to, ImmutableArray<byte> data, CancellationToken cancellationToken)
    {
        var nonce = await ReadNonceAsync(key.Address, cancellationToken);
        SignedTransaction transaction;
        try
        {
            transaction = await connection.UseAsync(
                session => transactions.SignAsync(session, key, to, data, nonce, replaced: null, cancellationToken), cancellationToken)
                ?? throw new System.Diagnostics.UnreachableException("A transaction that replaces none is always signed.");
            await connection.SendAsync(transaction, cancellationToken);
        }
        catch (FaultException refused) when (ChainOutages.IsRefusedTransaction(refused))
        {
            // The address is in the message, because somebody has to send coins to it.
            throw new FaultException(refused.Fault, $"Account {key.Address}. {refused.Detail}");
        }

        var outcome = await WaitAsync(transaction, cancellationToken);
        return outcome.Succeeded
            ? outcome
            : throw new CallRevertedException("", $"Transaction {transaction.Hash} was mined in block {outcome.Block.Number} and reverted.");
    }

    private async ValueTask<TransactionOutcome> WaitAsync(SignedTransaction transaction, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var problem = "";
        try
        {
            var pause = TimeSpan.FromMilliseconds(10);
            for (var poll = 1; ; poll++)
            {
                (var outcome, problem) = await TryFindOutcomeAsync(transaction, poll % PollsPerSending == 0, patience.Token);
                if (outcome is not null)
                {
                    return outcome;
                }

                await Task.Delay(pause, patience.Token);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ChainOutages.Create($"Transaction {transaction.Hash} was sent and is in no block after {Patience.TotalMinutes:0} minutes. {problem}".TrimEnd());
        }
    }

    /// <summary>
    /// Polls for the outcome. The transaction is sent, so a failed answer now (for example after a block was removed) says nothing about it, and
    /// the next poll may succeed. Not all nodes put the transactions of a removed block back into the pool, so the same bytes are sent again from
    /// time to time. "Nonce used" can then refer to this transaction, when a node has its block but not yet its receipt.
    /// </summary>
    private async ValueTask<(TransactionOutcome? Outcome, string Problem)> TryFindOutcomeAsync(
        SignedTransaction transaction, bool sendsAgain, CancellationToken cancellationToken)
    {
        try
        {
            if (sendsAgain)
            {
                await connection.SendAsync(transaction, cancellationToken);
            }

            return (await connection.UseAsync(
                session => TransactionWriter.FindOutcomeAsync(session, transaction.Hash, cancellationToken), cancellationToken), "");
        }
        catch (Exception exception) when (ChainOutages.Includes(exception) || exception is NonceUsedException)
        {
            return (null, ChainOutages.Describe(exception));
        }
    }
}
