using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Ethereum.Encoding;

namespace Ledger.Chain.Tests.Besu;

/// <summary>
/// The chain as validators would make it: block 0 of the consortium's genesis file, empty blocks, then one QBFT block for each block of
/// anvil, with the same state, transactions and receipts. It grows with anvil and is never reorganised. Safe for use from many threads.
/// </summary>
internal sealed class QbftChain : IDisposable
{
    private const int PeriodSeconds = 2;

    private readonly AnvilClient _anvil;
    private readonly long _emptyBlocks;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<QbftBlock> _blocks = [];                            // appended only while _turn is held; read under its own lock
    private readonly ConcurrentDictionary<string, long> _numbers = new();     // by the QBFT hash
    private readonly ConcurrentDictionary<string, string> _hashesOfAnvil = new(); // QBFT hash by anvil's hash

    public QbftChain(AnvilClient anvil, long emptyBlocks)
    {
        _anvil = anvil;
        _emptyBlocks = emptyBlocks;
    }

    /// <summary>Reads the newest block.</summary>
    public async Task<QbftBlock> ReadHeadAsync()
    {
        await FollowAsync();
        lock (_blocks)
        {
            return _blocks[^1];
        }
    }

    /// <summary>Finds a block by its number. Null when it does not exist yet.</summary>
    public async Task<QbftBlock?> FindAsync(long number)
    {
        await FollowAsync();
        lock (_blocks)
        {
            return number < _blocks.Count ? _blocks[(int)number] : null;
        }
    }

    /// <summary>Finds a block by its hash. Null when there is none.</summary>
    public async Task<QbftBlock?> FindAsync(string hash)
    {
        await FollowAsync();
        return _numbers.TryGetValue(hash, out var number) ? await FindAsync(number) : null;
    }

    /// <summary>The QBFT hash for a block hash of anvil.</summary>
    public async Task<string> HashOfAsync(string hashOfAnvil)
    {
        if (!_hashesOfAnvil.ContainsKey(hashOfAnvil))
        {
            await FollowAsync();
        }

        return _hashesOfAnvil[hashOfAnvil];
    }

    /// <summary>The number of anvil's block with the state after a block. The empty blocks have the state of anvil's first block.</summary>
    public long NumberAtAnvil(long number) => Math.Max(number, _emptyBlocks);

    public void Dispose() => _turn.Dispose();

    private async Task FollowAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_blocks.Count == 0)
            {
                await AddFirstBlocksAsync();
            }

            var newest = Number((await _anvil.CallAsync("eth_blockNumber"))!); // Not null, because anvil always answers a number.
            while (_blocks.Count <= newest)
            {
                var source = (await _anvil.CallAsync("eth_getBlockByNumber", Hex.Quantity(_blocks.Count), false))!.AsObject(); // There is one.
                Append(QbftBlock.After(_blocks[^1], source), (string)source["hash"]!);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    // Anvil's first block is empty, like the genesis block and the empty blocks. Only its time and its number are used.
    private async Task AddFirstBlocksAsync()
    {
        var source = (await _anvil.CallAsync("eth_getBlockByNumber", Hex.Quantity(_emptyBlocks), false))!.AsObject(); // There is one.
        var seconds = Number(source["timestamp"]!);
        var block = QbftBlock.Genesis(source);
        Append(block, _emptyBlocks == 0 ? (string?)source["hash"] : null);
        for (var number = 1L; number <= _emptyBlocks; number++)
        {
            source["number"] = Hex.Quantity(number);
            source["timestamp"] = Hex.Quantity(seconds - ((_emptyBlocks - number) * PeriodSeconds));
            Append(block = QbftBlock.After(block, source), number == _emptyBlocks ? (string?)source["hash"] : null);
        }
    }

    private void Append(QbftBlock block, string? hashOfAnvil)
    {
        lock (_blocks)
        {
            _blocks.Add(block);
        }

        _numbers[block.Hash.ToHex()] = block.Number;
        if (hashOfAnvil is not null)
        {
            _hashesOfAnvil[hashOfAnvil] = block.Hash.ToHex();
        }
    }

    private static long Number(JsonNode quantity) => long.Parse(quantity.ToString().AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
