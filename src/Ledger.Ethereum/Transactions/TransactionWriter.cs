using System.Collections.Immutable;
using System.Numerics;
using Ledger.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Transactions;

/// <summary>Prices, signs and sends transactions, and finds out what became of them. Owns no nonce and keeps nothing.</summary>
internal sealed class TransactionWriter(bool zeroFees)
{
    private const int RevertCode = 3;
    private static readonly string[] Known = ["already known", "known transaction", "already imported", "already exists", "alreadyknown", "already in mempool"];
    private static readonly string[] Used = ["nonce too low", "nonce is too low", "oldnonce", "nonce has already been used"];

    /// <summary>
    /// Whether a call is tried in the block to come rather than in the newest, where the node can: on a chain that makes blocks only when
    /// there is something to do, the newest is old, and what has to wait for a time would seem too early for ever. Not for an account that
    /// has transactions waiting: they count in the block to come.
    /// </summary>
    public bool TriesInNextBlock { get; init; }

    /// <exception cref="CallRevertedException">The contract would refuse the call at the newest block.</exception>
    public async ValueTask<SignedTransaction> SignAsync(
        ChainSession session, IOperatorKey key, ChainAddress? to, ImmutableArray<byte> data, long nonce, int attempt, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nonce);
        ArgumentOutOfRangeException.ThrowIfNegative(attempt);
        var call = new Dictionary<string, object?> { ["from"] = key.Address.ToString(), ["data"] = Hex.Data(data.AsSpan()) };
        if (to is { } contract)
        {
            call["to"] = contract.ToString();
        }

        var answers = await session.AskAllAsync(
            [
                new RpcCall("eth_estimateGas", call, ChainSession.Latest),
                new RpcCall("eth_getBlockByNumber", ChainSession.Latest, false),
                new RpcCall("eth_gasPrice"),
                new RpcCall("eth_maxPriorityFeePerGas"),
                .. TriesInNextBlock ? [new RpcCall("eth_estimateGas", call, "pending")] : Array.Empty<RpcCall>(),
            ],
            cancellationToken);
        var estimate = TriesInNextBlock && (answers[4].Error is null || IsRevert(answers[4].Error!)) ? answers[4] : answers[0]; // Not null: just looked.
        ThrowIfReverted(estimate.Error);
        var gas = ChainJson.Quantity(estimate.Get());
        var fees = Price(answers).Raised(attempt);

        // A fifth more than the estimate: state may change before the transaction is mined. What is not used is not paid.
        return new UnsignedTransaction(session.ChainId, nonce, to, data, gas + (gas + 4) / 5, fees).Sign(key);
    }

    /// <exception cref="NonceUsedException">Another transaction already has this nonce.</exception>
    public static async ValueTask SendAsync(ChainSession session, SignedTransaction transaction, CancellationToken cancellationToken)
    {
        var answer = await session.AskAsync(new RpcCall("eth_sendRawTransaction", Hex.Data(transaction.Bytes.AsSpan())), cancellationToken);
        if (answer.Error is not { } error)
        {
            if (ChainJson.Hash(answer.Result) != transaction.Hash)
            {
                throw ChainJson.Unexpected("a sent transaction got another hash");
            }

            return;
        }

        var message = error.Message.ToLowerInvariant();
        if (Array.Exists(Known, message.Contains))
        {
            return;
        }

        if (!Array.Exists(Used, message.Contains))
        {
            throw new RpcErrorException("eth_sendRawTransaction", error);
        }

        // Nodes forget a transaction's hash once it is mined: then sending it again reads "nonce too low", though all is well.
        var receipt = await session.AskAsync(new RpcCall("eth_getTransactionReceipt", transaction.Hash.ToHex()), cancellationToken);
        if (ChainJson.FindReceipt(receipt.Get()) is null)
        {
            throw new NonceUsedException(transaction.Nonce);
        }
    }

    /// <summary>Null while the transaction is in no block, also when a reorganisation took its block away.</summary>
    public static async ValueTask<TransactionOutcome?> FindOutcomeAsync(ChainSession session, Ledger.Verify.Trees.Digest hash, CancellationToken cancellationToken)
    {
        var answer = await session.AskAsync(new RpcCall("eth_getTransactionReceipt", hash.ToHex()), cancellationToken);
        if (ChainJson.FindReceipt(answer.Get()) is not { } receipt)
        {
            return null;
        }

        // Asked by number: a receipt is only good while its block is the one the chain has at that height.
        var block = await session.FindBlockAsync(receipt.BlockNumber, cancellationToken);
        return block is not null && block.Hash == receipt.BlockHash ? new TransactionOutcome(receipt.Succeeded, block, receipt.GasUsed) : null;
    }

    private GasFees Price(RpcAnswer[] answers)
    {
        var latest = ChainJson.FindBlock(answers[1].Get()) ?? throw ChainJson.Unexpected("there is no newest block");
        var gasPrice = zeroFees ? BigInteger.Zero : ChainJson.BigQuantity(answers[2].Get());
        if (latest.BaseFee is not { } baseFee)
        {
            return new LegacyFees(gasPrice);
        }

        if (gasPrice.IsZero)
        {
            return new DynamicFees(BigInteger.Zero, BigInteger.Zero);
        }

        // Twice the base fee covers six full blocks in a row. Nodes without eth_maxPriorityFeePerGas: the gas price is base fee plus tip.
        var tip = answers[3].Error is null ? ChainJson.BigQuantity(answers[3].Result) : BigInteger.Max(BigInteger.Zero, gasPrice - baseFee);
        return new DynamicFees(tip, 2 * baseFee + tip);
    }

    private static void ThrowIfReverted(RpcError? error)
    {
        if (error is not null && IsRevert(error))
        {
            var name = Hex.TryData(error.Data, out var data) ? RevertReason.NameOf(data) : "";
            throw new CallRevertedException(name, name.Length == 0 ? $"The contract refuses the call: {error.Message}" : $"The contract refuses the call: {name}.");
        }
    }

    private static bool IsRevert(RpcError error) =>
        (Hex.TryData(error.Data, out var data) && data.Length >= 4) || error.Code == RevertCode
        || error.Message.Contains("revert", StringComparison.OrdinalIgnoreCase);
}
