using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;

namespace Ledger.Chain.Tests.Besu;

/// <summary>
/// Answers the methods of the ETH and NET APIs that Ledger uses, as Besu does. State, calls, receipts and proofs come from anvil. Every block hash
/// in a request or an answer is that of a QBFT block. Safe for use from many threads.
/// </summary>
internal sealed class BesuMethods(AnvilClient anvil, QbftChain blocks, BesuOptions options)
{
    // The position of the block parameter of each method that reads state.
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

    /// <summary>Answers a call.</summary>
    /// <exception cref="BesuErrorException">The answer is an error.</exception>
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

    // AbstractBlockParameterMethod: only a beacon chain sets "finalized" and "safe", so they do not exist here. "pending" is the newest block.
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
            throw new BesuErrorException(BesuError.InvalidParams); // A block by its hash (EIP-1898). Ledger does not use this form.
        }

        var result = await anvil.CallAsync(method, [.. asked]);
        if (method == "eth_getProof")
        {
            foreach (var slot in result!["storageProof"]!.AsArray()) // Not null, because anvil's answer always has proofs.
            {
                slot!["key"] = Quantity((string)slot["key"]!); // Besu's StorageEntryProof writes the key as a quantity.
            }
        }

        return result;
    }

    // EthGetLogs limits the difference of the two numbers, so the range may have one block more than the limit.
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
            return new JsonArray(); // The empty blocks have no logs.
        }

        (filter["fromBlock"], filter["toBlock"]) = (Hex.Quantity(blocks.NumberAtAnvil(from)), Hex.Quantity(to));
        return await PlaceAsync(await anvil.CallAsync("eth_getLogs", filter));
    }

    private async Task<long> NumberOfAsync(JsonNode? block) =>
        block?.ToString() is { } text && text.StartsWith("0x", StringComparison.Ordinal)
            ? Number(text)
            : (await FindBlockAsync(block?.ToString() ?? "latest"))!.Number; // Not null, because the block of a tag exists or FindBlockAsync throws.

    private async Task<JsonNode?> SendAsync(string raw)
    {
        var bytes = Hex.TryData(raw, out var data) ? data : throw new BesuErrorException(BesuError.InvalidParams);
        if (PermittedSenders is { } permitted && !permitted.Contains(TransactionSender.Find(bytes) ?? throw new BesuErrorException(BesuError.InvalidParams)))
        {
            throw new BesuErrorException(BesuError.SenderNotAuthorized);
        }

        return await anvil.CallAsync("eth_sendRawTransaction", raw);
    }

    /// <summary>Replaces anvil's block hash by that of the QBFT block wherever a result names its block.</summary>
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

                one.Remove("blockTimestamp"); // Besu does not write this member.
                await PlaceAsync(one["logs"]);
                break;
        }

        return result;
    }

    // Maps anvil's messages as JsonRpcErrorConverter.convertTransactionInvalidReason maps Besu's reasons.
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
