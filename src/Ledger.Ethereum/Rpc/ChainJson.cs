using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Nethereum.JsonRpc.Client.RpcMessages;
using Nethereum.RPC.Eth.DTOs;

namespace Ledger.Ethereum.Rpc;

/// <summary>
/// Reads the types of Nethereum for blocks, events and receipts. It first checks that nothing we use is missing and that every number and hash is
/// written as the execution API requires. Nethereum accepts "", "5" and "0x00" as numbers, and an absent value as zero. An answer in a wrong form
/// counts as no answer, because the endpoint is unreliable.
/// </summary>
internal static class ChainJson
{
    extension(RpcResponseMessage answer)
    {
        /// <exception cref="RpcErrorException">The node answered with an error.</exception>
        public JsonElement Get() => answer.Error is null ? answer.ResultSystemTextJson : throw new RpcErrorException(answer.Error);
    }

    extension(BlockWithTransactionHashes block)
    {
        public ChainBlock Block => new(
            (long)block.Number.Value, ToHash(block.BlockHash), DateTimeOffset.FromUnixTimeSeconds((long)block.Timestamp.Value));
    }

    public static long Quantity(JsonElement element) =>
        BigQuantity(element) is var value && value <= long.MaxValue ? (long)value : throw Unexpected("a number is above 2^63 - 1");

    public static BigInteger BigQuantity(JsonElement element) =>
        Hex.TryQuantity(Text(element), out var value) ? value : throw Unexpected("a quantity is not hexadecimal");

    public static byte[] Data(JsonElement element) => Hex.TryData(Text(element), out var bytes) ? bytes : throw Unexpected("data is not hexadecimal");

    public static Digest Hash(JsonElement element) =>
        Digest.TryRead(Data(element), out var digest) ? digest : throw Unexpected("a hash is not 32 bytes");

    /// <summary>Reads a block. Null when the node has no such block.</summary>
    public static BlockWithTransactionHashes? FindBlock(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        Ensure(element, Quantity, "number", "timestamp");
        Ensure(element, Hash, "hash");
        if (FindTime(element) is null)
        {
            throw Unexpected("a block's time is out of range");
        }

        if (element.TryGetProperty("baseFeePerGas", out var fee) && fee.ValueKind is not JsonValueKind.Null)
        {
            BigQuantity(fee);
        }

        return Read<BlockWithTransactionHashes>(element);
    }

    /// <summary>The time of a block that may not exist yet. Null when the node has no such block, or shows it without a time.</summary>
    public static DateTimeOffset? FindTime(JsonElement element) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty("timestamp", out var time)
        && Hex.TryQuantity(Text(time), out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;

    public static ImmutableArray<EventLog> Logs(JsonElement element) =>
        element.ValueKind is JsonValueKind.Array ? [.. element.EnumerateArray().Select(Log)] : throw Unexpected("logs are not a list");

    /// <summary>Reads a receipt. Null while the transaction is in no block.</summary>
    public static TransactionReceipt? FindReceipt(JsonElement element)
    {
        // Some nodes show a waiting transaction as a receipt without a block.
        if (element.ValueKind is JsonValueKind.Null || Member(element, "blockHash").ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        Ensure(element, Quantity, "status", "blockNumber", "gasUsed");
        Ensure(element, Hash, "blockHash");
        return Read<TransactionReceipt>(element);
    }

    /// <summary>Converts 32 bytes that were already checked.</summary>
    public static Digest ToHash(string text) =>
        Digest.TryRead(Convert.FromHexString(text.AsSpan(2)), out var hash) ? hash : throw Unexpected("a hash is not 32 bytes");

    public static FaultException Unexpected(string what) => ChainOutages.Create($"The chain's answer has an unexpected shape: {what}.");

    private static EventLog Log(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Object && element.TryGetProperty("removed", out var removed) && removed.ValueKind is JsonValueKind.True)
        {
            throw new ChainMovedException("The chain reorganised while its events were being read.");
        }

        Ensure(element, Quantity, "blockNumber", "logIndex");
        Ensure(element, Hash, "blockHash", "transactionHash");
        Ensure(element, Data, "data");
        var topics = Member(element, "topics");
        var log = Read<FilterLog>(element);
        return new EventLog(
            ChainAddress.TryParse(log.Address?.ToLowerInvariant(), out var address) ? address : throw Unexpected("an event has no address"),
            topics.ValueKind is JsonValueKind.Array ? [.. topics.EnumerateArray().Select(Hash)] : throw Unexpected("an event has no topics"),
            [.. Convert.FromHexString(log.Data.AsSpan(2))],
            (long)log.BlockNumber.Value,
            ToHash(log.BlockHash),
            ToHash(log.TransactionHash),
            (long)log.LogIndex.Value);
    }

    private static void Ensure<T>(JsonElement element, Func<JsonElement, T> read, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            read(Member(element, name));
        }
    }

    private static T Read<T>(JsonElement element)
    {
        try
        {
            return element.Deserialize<T>() ?? throw Unexpected("an object is missing");
        }
        catch (Exception exception)
        {
            // Nethereum cannot read a member that we do not use. Its converters throw any exception of the conversion.
            throw ChainOutages.Create($"The chain's answer is not a {typeof(T).Name}.", exception);
        }
    }

    /// <summary>Returns a member that an object must have.</summary>
    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : throw Unexpected($"{name} is missing");

    private static string? Text(JsonElement element) => element.ValueKind is JsonValueKind.String ? element.GetString() : null;
}
