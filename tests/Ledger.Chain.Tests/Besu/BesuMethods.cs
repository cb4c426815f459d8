using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;

namespace Ledger.Chain.Tests.Besu;

/// <summary>
/// The methods of the APIs ETH and NET that Ledger uses, as Besu answers them. State, calls, receipts and proofs are anvil's; every block hash
/// that goes in or out is the QBFT block's. Safe for use from many threads.
/// </summary>
internal sealed class BesuMethods(AnvilClient anvil, QbftChain blocks, BesuOptions options)
{
    // Where each method that reads state takes its block.
    private static readonly ImmutableDictionary<string, int> BlockPlaces = new Dictionary<string, int>
    {
        ["eth_call"] = 1,
        ["eth_estimateGas"] = 1,
        ["eth_getBalance"] = 1,
        ["eth_getCode"] = 1,
        ["eth_getTransactionCount"] = 1,
        ["eth_getStorageAt"] = 2,
        ["eth_getProof"] = 2,
    }.ToImmutableDictionary();

    private volatile ImmutableHashSet<ChainAddress>? _permittedSenders;

    public ImmutableHashSet<ChainAddress>? PermittedSenders
    {
        get => _permittedSenders;
        set => _permittedSenders = value;
    }

    /// <exception cref="BesuErrorException">The call is answered with an error.</exception>
    public async Task<JsonNode?> CallAsync(string method, JsonArray parameters)
    {
        try
        {
            return method switch
            {
                "eth_chainId" => Hex.Quantity(BesuOptions.ChainId),
                "net_version" => BesuOptions.ChainId.ToString(CultureInfo.InvariantCulture),
                "eth_syncing" => false,
                "eth_gasPrice" or "eth_maxPriorityFeePerGas" => "0x0", // min-gas-price=0 and a base fee of 0.
                "eth_blockNumber" => Hex.Quantity((await blocks.ReadHeadAsync()).Number),
                "eth_getBlockByNumber" => (await FindBlockAsync(Text(parameters, 0)))?.ToJson(),
                "eth_getBlockByHash" => (await blocks.FindAsync(Text(parameters, 0).ToLowerInvariant()))?.ToJson(),
                "eth_getLogs" => await ReadLogsAsync(parameters),
                "eth_getTransactionReceipt" or "eth_getTransactionByHash" => await PlaceAsync(await anvil.CallAsync(method, Text(parameters, 0))),
                "eth_sendRawTransaction" => await SendAsync(Text(parameters, 0)),
                _ when BlockPlaces.TryGetValue(method, out var place) => await ReadStateAsync(method, parameters, place),
                _ when method.Split('_')[0] is "admin" or "debug" or "miner" or "perm" or "txpool" or "trace" => throw new BesuErrorException(BesuError.MethodNotEnabled),
                _ => throw new BesuErrorException(BesuError.MethodNotFound),
            };
        }
        catch (AnvilErrorException problem)
        {
            throw new BesuErrorException(ErrorOf(problem));
        }
    }

    // AbstractBlockParameterMethod: "finalized" and "safe" are blocks that a beacon chain names, and here is none. "pending" is the newest.
    private async Task<QbftBlock?> FindBlockAsync(string block) => block switch
    {
        "latest" or "pending" => await blocks.ReadHeadAsync(),
        "earliest" => await blocks.FindAsync(0),
        "finalized" or "safe" => throw new BesuErrorException(BesuError.UnknownBlock),
        _ => await blocks.FindAsync(Number(block)),
    };

    private async Task<JsonNode?> ReadStateAsync(string method, JsonArray parameters, int place)
    {
        var asked = parameters.Select(parameter => parameter?.DeepClone()).ToList();
        if (asked.Count > place && asked[place] is JsonValue block && block.ToString() is not ("latest" or "pending"))
        {
            var found = await FindBlockAsync(block.ToString()) ?? throw new BesuErrorException(BesuError.BlockNotFound);
            asked[place] = Hex.Quantity(blocks.NumberAtAnvil(found.Number));
        }
        else if (asked.Count > place && asked[place] is not JsonValue)
        {
            throw new BesuErrorException(BesuError.InvalidParams); // A block by its hash (EIP-1898): nobody here asks so.
        }

        var result = await anvil.CallAsync(method, [.. asked]);
        if (method == "eth_getProof")
        {
            foreach (var slot in result!["storageProof"]!.AsArray()) // Anvil's has one.
            {
                slot!["key"] = Quantity((string)slot["key"]!); // Besu's StorageEntryProof shows the key as a quantity.
            }
        }

        return result;
    }

    // EthGetLogs: the difference of the two numbers counts, so one more block than the limit is allowed.
    private async Task<JsonNode?> ReadLogsAsync(JsonArray parameters)
    {
        var filter = parameters is [JsonObject given, ..] ? given.DeepClone().AsObject() : throw new BesuErrorException(BesuError.InvalidParams);
        if (filter["blockHash"] is { } hash)
        {
            filter.Remove("blockHash");
            var block = await blocks.FindAsync(hash.ToString()) ?? throw new BesuErrorException(BesuError.BlockNotFound);
            filter["fromBlock"] = filter["toBlock"] = Hex.Quantity(block.Number);
        }

        var (from, to) = (await NumberOfAsync(filter["fromBlock"]), await NumberOfAsync(filter["toBlock"]));
        if (to - from > options.MaxLogsRange)
        {
            throw new BesuErrorException(BesuError.RangeTooLarge);
        }

        if (blocks.NumberAtAnvil(to) != to)
        {
            return new JsonArray(); // All of them are empty.
        }

        (filter["fromBlock"], filter["toBlock"]) = (Hex.Quantity(blocks.NumberAtAnvil(from)), Hex.Quantity(to));
        return await PlaceAsync(await anvil.CallAsync("eth_getLogs", filter));
    }

    private async Task<long> NumberOfAsync(JsonNode? block) =>
        block?.ToString() is { } text && text.StartsWith("0x", StringComparison.Ordinal)
            ? Number(text)
            : (await FindBlockAsync(block?.ToString() ?? "latest"))!.Number; // A tag's block is there, or an error.

    private async Task<JsonNode?> SendAsync(string raw)
    {
        var bytes = Hex.TryData(raw, out var data) ? data : throw new BesuErrorException(BesuError.InvalidParams);
        if (PermittedSenders is { } permitted && !permitted.Contains(TransactionSender.Find(bytes) ?? throw new BesuErrorException(BesuError.InvalidParams)))
        {
            throw new BesuErrorException(BesuError.SenderNotAuthorized);
        }

        return await anvil.CallAsync("eth_sendRawTransaction", raw);
    }

    /// <summary>Puts the QBFT block's hash in the place of anvil's, wherever a result names its block.</summary>
    private async Task<JsonNode?> PlaceAsync(JsonNode? result)
    {
        switch (result)
        {
            case JsonArray list:
                foreach (var one in list)
                {
                    await PlaceAsync(one);
                }

                break;
            case JsonObject one:
                if (one["blockHash"] is JsonValue hash)
                {
                    one["blockHash"] = await blocks.HashOfAsync(hash.ToString());
                }

                one.Remove("blockTimestamp"); // Besu shows none.
                await PlaceAsync(one["logs"]);
                break;
        }

        return result;
    }

    // JsonRpcErrorConverter.convertTransactionInvalidReason; anvil's words are its own.
    private static BesuError ErrorOf(AnvilErrorException problem) => problem switch
    {
        { Code: 3 } => BesuError.Reverted(problem.RevertData),
        { Message: var words } when words.Contains("nonce too low", StringComparison.OrdinalIgnoreCase) => BesuError.NonceTooLow,
        { Message: var words } when words.Contains("already", StringComparison.OrdinalIgnoreCase) => BesuError.KnownTransaction,
        { Message: var words } when words.Contains("underpriced", StringComparison.OrdinalIgnoreCase) => BesuError.ReplacementUnderpriced,
        { Message: var words } when words.Contains("insufficient funds", StringComparison.OrdinalIgnoreCase) => BesuError.BalanceTooLow,
        { Code: -32602 } => BesuError.InvalidParams,
        _ => BesuError.InternalError,
    };

    private static string Text(JsonArray parameters, int place) =>
        parameters.Count > place && parameters[place] is JsonValue value ? value.ToString() : throw new BesuErrorException(BesuError.InvalidParams);

    private static long Number(string quantity) =>
        quantity.StartsWith("0x", StringComparison.Ordinal) && long.TryParse(quantity.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new BesuErrorException(BesuError.InvalidParams);

    private static string Quantity(string data) => data[2..].TrimStart('0') is { Length: > 0 } digits ? "0x" + digits : "0x0";
}
