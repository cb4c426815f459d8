using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Rpc;

/// <summary>A block header; the base fee is null before EIP-1559.</summary>
internal sealed record BlockHeader(ChainBlock Block, BigInteger? BaseFee);

/// <summary>An event in a mined block.</summary>
internal sealed record EventLog(
    ChainAddress Address, ImmutableArray<Digest> Topics, ImmutableArray<byte> Data, long BlockNumber, Digest BlockHash, Digest Transaction, long Index);

internal sealed record TransactionReceipt(bool Succeeded, Digest BlockHash, long BlockNumber, long GasUsed);

/// <summary>
/// Reads the JSON shapes of Ethereum's execution API. A shape that is not as specified is an endpoint that cannot be relied on: it
/// counts as no answer.
/// </summary>
internal static class ChainJson
{
    public static long Quantity(JsonElement element) =>
        BigQuantity(element) is var value && value <= long.MaxValue ? (long)value : throw Unexpected("a number is above 2^63 - 1");

    public static BigInteger BigQuantity(JsonElement element) =>
        Hex.TryQuantity(Text(element), out var value) ? value : throw Unexpected("a quantity is not hexadecimal");

    public static byte[] Data(JsonElement element) => Hex.TryData(Text(element), out var bytes) ? bytes : throw Unexpected("data is not hexadecimal");

    public static Digest Hash(JsonElement element) =>
        Digest.TryRead(Data(element), out var digest) ? digest : throw Unexpected("a hash is not 32 bytes");

    /// <summary>Null when the node has no such block.</summary>
    public static BlockHeader? FindBlock(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        var seconds = Quantity(Member(element, "timestamp"));
        if (seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            throw Unexpected("a block's time is out of range");
        }

        var block = new ChainBlock(
            Quantity(Member(element, "number")), Hash(Member(element, "hash")), DateTimeOffset.FromUnixTimeSeconds(seconds));
        var hasFee = element.TryGetProperty("baseFeePerGas", out var fee) && fee.ValueKind is not JsonValueKind.Null;
        return new BlockHeader(block, hasFee ? BigQuantity(fee) : null);
    }

    /// <summary>The time of a block that need not be one yet; null when the node has none to show, or shows it without a time.</summary>
    public static DateTimeOffset? FindTime(JsonElement element) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty("timestamp", out var time)
        && Hex.TryQuantity(Text(time), out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;

    public static ImmutableArray<EventLog> Logs(JsonElement element) =>
        element.ValueKind is JsonValueKind.Array ? [.. element.EnumerateArray().Select(Log)] : throw Unexpected("logs are not a list");

    /// <summary>Null while the transaction is in no block.</summary>
    public static TransactionReceipt? FindReceipt(JsonElement element)
    {
        // A receipt without block is how some nodes show a transaction that still waits.
        if (element.ValueKind is JsonValueKind.Null || Member(element, "blockHash").ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        var status = Quantity(Member(element, "status"));
        return new TransactionReceipt(
            status == 1, Hash(Member(element, "blockHash")), Quantity(Member(element, "blockNumber")), Quantity(Member(element, "gasUsed")));
    }

    public static ChainUnavailableException Unexpected(string what) => new($"The chain's answer has an unexpected shape: {what}.");

    private static EventLog Log(JsonElement element)
    {
        if (element.TryGetProperty("removed", out var removed) && removed.ValueKind is JsonValueKind.True)
        {
            throw new ChainMovedException("The chain reorganised while its events were being read.");
        }

        var address = ChainAddress.TryParse(Text(Member(element, "address"))?.ToLowerInvariant(), out var parsed)
            ? parsed
            : throw Unexpected("an event has no address");
        var topics = Member(element, "topics");
        return new EventLog(
            address,
            topics.ValueKind is JsonValueKind.Array ? [.. topics.EnumerateArray().Select(Hash)] : throw Unexpected("an event has no topics"),
            [.. Data(Member(element, "data"))],
            Quantity(Member(element, "blockNumber")),
            Hash(Member(element, "blockHash")),
            Hash(Member(element, "transactionHash")),
            Quantity(Member(element, "logIndex")));
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : throw Unexpected($"{name} is missing");

    private static string? Text(JsonElement element) => element.ValueKind is JsonValueKind.String ? element.GetString() : null;
}
