using System.Collections.Immutable;
using System.Numerics;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Nethereum.JsonRpc.Client;
using Nethereum.JsonRpc.Client.RpcMessages;
using Nethereum.RPC.Eth;
using Nethereum.RPC.Eth.DTOs;
using RpcError = Nethereum.JsonRpc.Client.RpcMessages.RpcError;

namespace Ledger.Ethereum.Transactions;

/// <summary>Prices and signs transactions, and reads their outcome. It manages no nonces and has no state.</summary>
internal sealed class TransactionWriter(bool zeroFees)
{
    private const int RevertCode = 3;

    /// <summary>
    /// Whether a call is tried in the pending block and not in the newest one, if the node supports it. On a chain that makes blocks only on demand
    /// the newest block is old, so a call that must wait for a time would always seem too early. Not for an account with waiting transactions,
    /// because they count in the pending block.
    /// </summary>
    public bool TriesInNextBlock { get; init; }

    /// <returns>Null when the replaced transaction should stay as it is. Never null without a replaced transaction.</returns>
    /// <exception cref="CallRevertedException">The contract would revert the call at the newest block.</exception>
    public async ValueTask<SignedTransaction?> SignAsync(
        ChainSession session, IOperatorKey key, ChainAddress? to, ImmutableArray<byte> data, long nonce, SignedTransaction? replaced,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nonce);
        var before = replaced is null ? null : UnsignedTransaction.Read(replaced, session.ChainId);
        var isSameCall = before is not null && before.To == to && before.Data.AsSpan().SequenceEqual(data.AsSpan());
        RpcRequest[] prices = [ChainRequests.Latest, new EthGasPrice(null).BuildRequest(), new EthMaxPriorityFeePerGas(null).BuildRequest()];
        var answers = await session.AskAllAsync(isSameCall ? prices : [.. prices, .. Estimates(key.Address, to, data)], cancellationToken);
        var gas = before is not null && isSameCall ? before.GasLimit : ReadGas(answers.AsSpan()[prices.Length..]);
        var fees = before is null ? Price(answers) : Price(answers).Over(before.Fees);
        if (fees is null || (isSameCall && fees == before?.Fees))
        {
            return null;
        }

        return new UnsignedTransaction(session.ChainId, nonce, to, data, gas, fees).Sign(key);
    }

    /// <summary>Reads the outcome. Null while the transaction is in no block, also after a reorganisation removed its block.</summary>
    public static async ValueTask<TransactionOutcome?> FindOutcomeAsync(ChainSession session, Ledger.Verify.Trees.Digest hash, CancellationToken cancellationToken)
    {
        var answer = await session.AskAsync(ChainRequests.Receipt(hash), cancellationToken);
        if (ChainJson.FindReceipt(answer.Get()) is not { } receipt)
        {
            return null;
        }

        // Asked by number, because a receipt is valid only while the chain has its block at that height.
        var block = await session.FindBlockAsync((long)receipt.BlockNumber.Value, cancellationToken);
        return block is not null && block.Hash == ChainJson.ToHash(receipt.BlockHash)
            ? new TransactionOutcome(receipt.Status.Value.IsOne, block, (long)receipt.GasUsed.Value)
            : null;
    }

    private IEnumerable<RpcRequest> Estimates(ChainAddress from, ChainAddress? to, ImmutableArray<byte> data)
    {
        var call = new CallInput { From = from.ToString(), To = to?.ToString(), Data = Hex.Data(data.AsSpan()) };
        yield return new RpcRequest(null, "eth_estimateGas", call, ChainSession.Latest);
        if (TriesInNextBlock)
        {
            yield return new RpcRequest(null, "eth_estimateGas", call, "pending");
        }
    }

    /// <summary>
    /// The gas limit: a fifth more than the estimate, because the state may change before the transaction is mined. Unused gas is not paid for.
    /// </summary>
    private static long ReadGas(ReadOnlySpan<RpcResponseMessage> estimates)
    {
        // The estimate for the pending block counts, if the node has one.
        var estimate = estimates.Length > 1 && (estimates[1].Error is null || IsRevert(estimates[1].Error!)) ? estimates[1] : estimates[0]; // not null: checked just before
        ThrowIfReverted(estimate.Error);
        if (estimate.Error is { } error && SendRefusals.Classify(error) is SendRefusal.FundsMissing)
        {
            throw SendRefusals.ToException(SendRefusal.FundsMissing, error);
        }

        var gas = ChainJson.Quantity(estimate.Get());
        return gas + (gas + 4) / 5;
    }

    /// <summary>The price that the chain asks now.</summary>
    private GasFees Price(RpcResponseMessage[] answers)
    {
        var latest = ChainJson.FindBlock(answers[0].Get()) ?? throw ChainJson.Unexpected("there is no newest block");
        var gasPrice = zeroFees ? BigInteger.Zero : ChainJson.BigQuantity(answers[1].Get());
        if (latest.BaseFeePerGas?.Value is not { } baseFee)
        {
            return new LegacyFees(gasPrice);
        }

        if (gasPrice.IsZero)
        {
            return new DynamicFees(BigInteger.Zero, BigInteger.Zero);
        }

        // Twice the base fee covers six full blocks in a row. The part of the node's gas price above the base fee may be a required tip, as with
        // the minimum gas price of Besu. Nodes without eth_maxPriorityFeePerGas show the tip in no other way.
        var tip = BigInteger.Max(gasPrice - baseFee, answers[2].Error is null ? ChainJson.BigQuantity(answers[2].Get()) : BigInteger.Zero);
        return new DynamicFees(tip, 2 * baseFee + tip);
    }

    private static void ThrowIfReverted(RpcError? error)
    {
        if (error is not null && IsRevert(error))
        {
            var name = Hex.TryData(error.Data as string, out var data) ? RevertReason.NameOf(data) : "";
            throw new CallRevertedException(name, name.Length == 0 ? $"The contract refuses the call: {error.Message}" : $"The contract refuses the call: {name}.");
        }
    }

    private static bool IsRevert(RpcError error) =>
        (Hex.TryData(error.Data as string, out var data) && data.Length >= 4) || error.Code == RevertCode
        || error.Message.Contains("revert", StringComparison.OrdinalIgnoreCase);
}
