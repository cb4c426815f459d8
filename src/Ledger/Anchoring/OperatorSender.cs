using Ledger.Log;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging;

namespace Ledger.Anchoring;

/// <summary>
/// Sends a department's transactions, one at a time. It manages the nonce. It stores the signed bytes before it sends them. So after a crash or a
/// lost answer it first checks the outcome of each attempt. Used by one thread at a time.
/// </summary>
public sealed partial class OperatorSender
{
    // An older attempt that is mined is noticed by its nonce. So only the attempts that help to identify it are stored.
    private const int MaxAttempts = 16;

    private readonly IAnchorChain _chain;
    private readonly IAnchorStore _store;
    private readonly IOperatorKey _key;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly ILogger _logger;

    // The node's answer to the last send. After a restart the same bytes are sent again, which gives the same answer.
    private bool _shouldRaise;
    private Fault? _refusal;

    /// <param name="chain">The chain.</param>
    /// <param name="store">Stores the pending transaction.</param>
    /// <param name="key">The department's account.</param>
    /// <param name="clock">The clock for waiting times.</param>
    /// <param name="patience">How long a transaction may be pending before one with higher fees replaces it.</param>
    /// <param name="logger">Logs the hashes of transactions.</param>
    public OperatorSender(IAnchorChain chain, IAnchorStore store, IOperatorKey key, TimeProvider clock, TimeSpan patience, ILogger logger)
    {
        _chain = chain;
        _store = store;
        _key = key;
        _clock = clock;
        _patience = patience;
        _logger = logger;
    }

    /// <summary>Why the pending transaction is not mined, as far as known. Null if it only has to wait.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>Checks the outcome of the pending transaction. Sends nothing.</summary>
    /// <returns>True if another call may be sent now: no transaction is pending, or it has waited too long and may be replaced.</returns>
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
                await ForgetAsync(cancellationToken);
                return true;
            }
        }

        var nonce = await _chain.ReadNonceAsync(_key.Address, cancellationToken);
        if (nonce > outgoing.Nonce)
        {
            // Either it was mined between the two reads, or the account sent something else. The next run compares the state again.
            await ForgetAsync(cancellationToken);
            return true;
        }

        return _shouldRaise || (Elapsed.Since(outgoing.SentAt, _clock) > _patience && await MayReplaceAsync(outgoing, nonce, cancellationToken));
    }

    /// <summary>
    /// Sends the pending transaction again, because it may not have arrived. The same bytes may be sent any number of times. Does nothing without a
    /// pending transaction.
    /// </summary>
    /// <exception cref="FaultException">The transaction did not arrive.</exception>
    public async ValueTask ResendAsync(CancellationToken cancellationToken)
    {
        if (await _store.FindOutgoingAsync(cancellationToken) is { } outgoing)
        {
            await TrySendAsync(outgoing, cancellationToken);
        }
    }

    /// <summary>Signs, stores and sends a call. Replaces the pending transaction, if there is one, with higher fees.</summary>
    /// <exception cref="FaultException">
    /// The transaction is stored and will be sent again, or could not be signed. Call again later in both cases.
    /// </exception>
    /// <exception cref="CallRevertedException">The contract would refuse the call now.</exception>
    public async ValueTask SendAsync(ChainCall call, CancellationToken cancellationToken)
    {
        var waiting = await _store.FindOutgoingAsync(cancellationToken);
        var nonce = waiting?.Nonce ?? await _chain.ReadNonceAsync(_key.Address, cancellationToken);
        if (await _chain.SignAsync(_key, call, nonce, waiting?.Attempts[^1], cancellationToken) is { } signed)
        {
            var earlier = waiting?.Attempts ?? [];
            waiting = new OutgoingTransaction(
                nonce, [.. earlier.TakeLast(MaxAttempts - 1), signed], _clock.GetUtcNow(), (call as AnchorCall)?.NewSize);
            await _store.SaveOutgoingAsync(waiting, cancellationToken);
            Fault = null;
        }
        else
        {
            Fault = AnchoringFaults.TransactionStuck;
        }

        await TrySendAsync(waiting!, cancellationToken); // Without a pending transaction, signing always gives one.
    }

    /// <summary>Whether a transaction that waited too long may be replaced.</summary>
    private async ValueTask<bool> MayReplaceAsync(OutgoingTransaction outgoing, long nonce, CancellationToken cancellationToken)
    {
        if (nonce < outgoing.Nonce)
        {
            // A reorganisation removed the previous transaction. Without it, no transaction with this nonce can be mined.
            LogGap(_logger, outgoing.Attempts[^1].Hash);
            await ForgetAsync(cancellationToken);
            return true;
        }

        if (_refusal == AnchoringFaults.FundsMissing)
        {
            return false; // Higher fees do not help. The same bytes are sent again when there are coins.
        }

        if (_refusal is not null)
        {
            await ForgetAsync(cancellationToken); // No node accepts it, so the next one is signed from scratch, including its gas.
        }

        return true;
    }

    private async ValueTask ForgetAsync(CancellationToken cancellationToken)
    {
        await _store.SaveOutgoingAsync(null, cancellationToken);
        _shouldRaise = false;
        _refusal = null;
        Fault = null;
    }

    private async ValueTask TrySendAsync(OutgoingTransaction outgoing, CancellationToken cancellationToken)
    {
        var newest = outgoing.Attempts[^1];
        try
        {
            await _chain.SendAsync(newest, cancellationToken);
            _shouldRaise = false;
            _refusal = null;
        }
        catch (NonceUsedException)
        {
            LogNonceUsed(_logger, newest.Hash); // The next check finds the attempt that was mined.
        }
        catch (UnderpricedException problem)
        {
            // For a first attempt it means that the account has another pending transaction, sent by hand or by an earlier run of this node. That one
            // gets time to be mined. The next run then sends what is missing.
            _shouldRaise = !problem.IsReplacement || outgoing.Attempts.Length > 1;
            LogUnderpriced(_logger, newest.Hash, problem.Detail);
        }
        catch (FaultException problem) when (ChainOutages.IsRefusedTransaction(problem))
        {
            if (_refusal != problem.Fault)
            {
                LogRefused(_logger, problem.Fault.Code, newest.Hash, _key.Address, problem.Detail);
            }

            _refusal = problem.Fault;
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Transaction {Hash} is in block {Block} (succeeded: {Succeeded}, gas {Gas})")]
    private static partial void LogMined(ILogger logger, Digest hash, bool succeeded, long block, long gas);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Transaction {Hash} is abandoned: the chain lost the previous one")]
    private static partial void LogGap(ILogger logger, Digest hash);

    [LoggerMessage(Level = LogLevel.Information, Message = "Transaction {Hash}: its nonce is already used")]
    private static partial void LogNonceUsed(ILogger logger, Digest hash);

    [LoggerMessage(Level = LogLevel.Information, Message = "Transaction {Hash} offers too little: {Answer}")]
    private static partial void LogUnderpriced(ILogger logger, Digest hash, string answer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Code}: transaction {Hash} of account {Account} is refused: {Answer}")]
    private static partial void LogRefused(ILogger logger, string code, Digest hash, ChainAddress account, string answer);
}
