using Ledger.Log;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging;

namespace Ledger.Anchoring;

/// <summary>
/// Sends a department's transactions, one at a time. It owns the nonce; it keeps the signed bytes before it sends them, so that after a
/// crash or a lost answer it looks for what became of each attempt before it does anything else. Used by one thread at a time.
/// </summary>
public sealed partial class OperatorSender
{
    // An older attempt that is mined after all is noticed by its nonce, so only as many are kept as help to tell which it was.
    private const int MaxAttempts = 16;

    private readonly IAnchorChain _chain;
    private readonly IAnchorStore _store;
    private readonly IOperatorKey _key;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly ILogger _logger;

    // What the node said about the bytes last sent. Found out again by sending them again, so a restart loses nothing.
    private bool _shouldRaise;
    private Fault? _refusal;

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

    /// <summary>What keeps the transaction on its way from getting into a block, as far as known; null when it need only wait.</summary>
    public Fault? Fault { get; private set; }

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
                await ForgetAsync(cancellationToken);
                return true;
            }
        }

        var nonce = await _chain.ReadNonceAsync(_key.Address, cancellationToken);
        if (nonce > outgoing.Nonce)
        {
            // Mined between the two questions, or the account sent something else: look once more at the state, not at the queue.
            await ForgetAsync(cancellationToken);
            return true;
        }

        return _shouldRaise || (Elapsed.Since(outgoing.SentAt, _clock) > _patience && await MayReplaceAsync(outgoing, nonce, cancellationToken));
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
            await TrySendAsync(outgoing, cancellationToken);
        }
    }

    /// <summary>Signs, keeps and sends a call. Replaces the transaction on its way, with higher fees, when there is one.</summary>
    /// <exception cref="ChainUnavailableException">It is kept and will be sent again, or could not be signed; either way call again later.</exception>
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

        await TrySendAsync(waiting!, cancellationToken); // Without one that waits, signing gives one.
    }

    /// <summary>One that waited too long: whether another may take its place.</summary>
    private async ValueTask<bool> MayReplaceAsync(OutgoingTransaction outgoing, long nonce, CancellationToken cancellationToken)
    {
        if (nonce < outgoing.Nonce)
        {
            // A reorganisation took the transaction before it, and nothing with this nonce can be mined while that one is missing.
            LogGap(_logger, outgoing.Attempts[^1].Hash);
            await ForgetAsync(cancellationToken);
            return true;
        }

        if (_refusal == AnchoringFaults.FundsMissing)
        {
            return false; // Offering more is no cure. The same bytes go out when there are coins.
        }

        if (_refusal is not null)
        {
            await ForgetAsync(cancellationToken); // No node takes it as it is, so the next one is made anew, gas and all.
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
            LogNonceUsed(_logger, newest.Hash); // The next settling finds the attempt that was first.
        }
        catch (UnderpricedException problem)
        {
            // Of a first attempt it means that the account has another transaction waiting, which somebody sent by hand or an earlier life of
            // this node did. That one gets its time; what it does not do, the next look does.
            _shouldRaise = !problem.IsReplacement || outgoing.Attempts.Length > 1;
            LogUnderpriced(_logger, newest.Hash, problem.Message);
        }
        catch (TransactionRefusedException problem)
        {
            if (_refusal != problem.Fault)
            {
                LogRefused(_logger, problem.Fault.Code, newest.Hash, _key.Address, problem.Message);
            }

            _refusal = problem.Fault;
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Transaction {Hash} is in block {Block} (succeeded: {Succeeded}, gas {Gas})")]
    private static partial void LogMined(ILogger logger, Digest hash, bool succeeded, long block, long gas);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Transaction {Hash} is given up: the chain lost the one before it")]
    private static partial void LogGap(ILogger logger, Digest hash);

    [LoggerMessage(Level = LogLevel.Information, Message = "Transaction {Hash}: its nonce is used already")]
    private static partial void LogNonceUsed(ILogger logger, Digest hash);

    [LoggerMessage(Level = LogLevel.Information, Message = "Transaction {Hash} offers too little: {Answer}")]
    private static partial void LogUnderpriced(ILogger logger, Digest hash, string answer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Code}: transaction {Hash} of account {Account} is refused: {Answer}")]
    private static partial void LogRefused(ILogger logger, string code, Digest hash, ChainAddress account, string answer);
}
