using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging;

namespace Ledger.Anchoring;

/// <summary>
/// Sends a department's transactions, one at a time. It owns the nonce; it keeps the signed bytes before it sends them, so that after a
/// crash or a lost answer it looks for what became of each attempt before it does anything else. Used by one thread at a time.
/// </summary>
public sealed partial class OperatorSender
{
    // Each pays 15 % more than the one before, so the last pays 4.7 times the first. A chain that makes no blocks for hours must not
    // drive the price any further.
    private const int MaxAttempts = 12;

    private readonly IAnchorChain _chain;
    private readonly IAnchorStore _store;
    private readonly IOperatorKey _key;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly ILogger _logger;

    /// <param name="chain">The chain.</param>
    /// <param name="store">Where the transaction on its way is kept.</param>
    /// <param name="key">The department's account.</param>
    /// <param name="clock">For waiting.</param>
    /// <param name="patience">How long a transaction may stay in no block before one with higher fees takes its place.</param>
    /// <param name="logger">Where hashes of transactions are logged.</param>
    public OperatorSender(IAnchorChain chain, IAnchorStore store, IOperatorKey key, TimeProvider clock, TimeSpan patience, ILogger logger)
    {
        _chain = chain;
        _store = store;
        _key = key;
        _clock = clock;
        _patience = patience;
        _logger = logger;
    }

    /// <summary>Finds out what became of the transaction on its way. Sends nothing.</summary>
    /// <returns>True when another call may be sent now: nothing is on its way, or what is has waited too long and may be replaced.</returns>
    public async ValueTask<bool> SettleAsync(CancellationToken cancellationToken)
    {
        if (await _store.FindOutgoingAsync(cancellationToken) is not { } outgoing)
        {
            return true;
        }

        foreach (var attempt in outgoing.Attempts)
        {
            if (await _chain.FindOutcomeAsync(attempt.Hash, cancellationToken) is { } outcome)
            {
                LogMined(_logger, attempt.Hash, outcome.Succeeded, outcome.Block.Number, outcome.GasUsed);
                await _store.SaveOutgoingAsync(null, cancellationToken);
                return true;
            }
        }

        var nonce = await _chain.ReadNonceAsync(_key.Address, cancellationToken);
        if (nonce > outgoing.Nonce)
        {
            // Mined between the two questions, or the account sent something else: look once more at the state, not at the queue.
            await _store.SaveOutgoingAsync(null, cancellationToken);
            return true;
        }

        if (_clock.GetUtcNow() - outgoing.SentAt <= _patience)
        {
            return false;
        }

        if (nonce < outgoing.Nonce)
        {
            // A reorganisation took the transaction before it, and nothing with this nonce can be mined while that one is missing.
            LogGap(_logger, outgoing.Attempts[^1].Hash);
            await _store.SaveOutgoingAsync(null, cancellationToken);
            return true;
        }

        return outgoing.Attempts.Length < MaxAttempts;
    }

    /// <summary>
    /// Sends what is on its way once more: perhaps it never arrived, and the same bytes may be sent any number of times. Does nothing when
    /// nothing is.
    /// </summary>
    /// <exception cref="ChainUnavailableException">It did not arrive this time either.</exception>
    public async ValueTask ResendAsync(CancellationToken cancellationToken)
    {
        if (await _store.FindOutgoingAsync(cancellationToken) is { } outgoing)
        {
            await TrySendAsync(outgoing.Attempts[^1], cancellationToken);
        }
    }

    /// <summary>Signs, keeps and sends a call. Replaces the transaction on its way, with higher fees, when there is one.</summary>
    /// <exception cref="ChainUnavailableException">It is kept and will be sent again, or could not be signed; either way call again later.</exception>
    /// <exception cref="CallRevertedException">The contract would refuse the call now.</exception>
    public async ValueTask SendAsync(ChainCall call, CancellationToken cancellationToken)
    {
        var waiting = await _store.FindOutgoingAsync(cancellationToken);
        var nonce = waiting?.Nonce ?? await _chain.ReadNonceAsync(_key.Address, cancellationToken);
        var signed = await _chain.SignAsync(_key, call, nonce, waiting?.Attempts.Length ?? 0, cancellationToken);
        var outgoing = new OutgoingTransaction(
            nonce, [.. waiting?.Attempts ?? [], signed], _clock.GetUtcNow(), (call as AnchorCall)?.NewSize);
        await _store.SaveOutgoingAsync(outgoing, cancellationToken);
        await TrySendAsync(signed, cancellationToken);
    }

    private async ValueTask TrySendAsync(SignedTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            await _chain.SendAsync(transaction, cancellationToken);
        }
        catch (NonceUsedException)
        {
            LogNonceUsed(_logger, transaction.Hash); // The next settling finds the attempt that was first.
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Transaction {Hash} is in block {Block} (succeeded: {Succeeded}, gas {Gas})")]
    private static partial void LogMined(ILogger logger, Digest hash, bool succeeded, long block, long gas);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Transaction {Hash} is given up: the chain lost the one before it")]
    private static partial void LogGap(ILogger logger, Digest hash);

    [LoggerMessage(Level = LogLevel.Information, Message = "Transaction {Hash}: its nonce is used already")]
    private static partial void LogNonceUsed(ILogger logger, Digest hash);
}
