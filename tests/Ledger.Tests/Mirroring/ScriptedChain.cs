using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Mirroring;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Mirroring;

/// <summary>
/// A chain that follows a test's script: it grows, reorganises (also during calls), lags, falls silent, and omits or changes events. Its state always
/// matches its real events.
/// </summary>
internal sealed class ScriptedChain : IChainEvents
{
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<EventBlock> _blocks = [];
    private readonly Dictionary<Digest, ImmutableArray<EventBlock>> _ever = [];
    private int _salt;

    public ScriptedChain() => Mine();

    public long FirstBlock { get; set; }

    /// <summary>How many blocks must follow a final block. Null if no block becomes final.</summary>
    public int? Depth { get; set; } = 3;

    /// <summary>Called before each answer with the number of the answer, from 1.</summary>
    public Action<int>? BeforeAnswer { get; set; }

    /// <summary>Changes an event as a wrong endpoint would. Null omits it.</summary>
    public Func<ChainEvent, ChainEvent?> Tells { get; set; } = told => told;

    public bool IsSilent { get; set; }

    /// <summary>How many of the newest blocks the endpoint does not have yet.</summary>
    public int Lag { get; set; }

    public long MostBlocksAtOnce { get; set; } = long.MaxValue;

    public string Registry { get; set; } = "registry";

    public int Answers { get; private set; }

    public long EventQuestions { get; private set; }

    public ChainBlock Newest => _blocks[^1].Block;

    private ChainBlock Final => Depth is { } depth && _blocks.Count - 1 - Lag - depth is >= 0 and var final ? _blocks[final].Block : ChainBlock.None;

    public ScriptedChain Mine(Action<BlockWriter>? write = null)
    {
        var number = _blocks.Count;
        var time = Start.AddSeconds((10 * number) + (++_salt % 5));
        var writer = new BlockWriter(_blocks, time);
        write?.Invoke(writer);
        var parent = number == 0 ? default : Newest.Hash;
        var hash = Digest.Sha256([.. parent.ToArray(), .. BitConverter.GetBytes(_salt)]);
        _blocks.Add(new EventBlock(new ChainBlock(number, hash, time), writer.Events));
        _ever[hash] = [.. _blocks];
        return this;
    }

    /// <summary>Removes the newest blocks. For a reorganisation, mine others afterwards.</summary>
    public ScriptedChain Drop(int blocks)
    {
        _blocks.RemoveRange(_blocks.Count - blocks, blocks);
        return this;
    }

    /// <summary>The state of the contracts at a block that is or was on the chain.</summary>
    public NaiveContracts At(ChainBlock block) => new(_ever[block.Hash]);

    public ChainSource SourceNow() => new(7, BlockWriter.Account(Registry), BlockWriter.Account("anchor"), BlockWriter.Account("status"),
        _blocks[_blocks.Count - 1 - Lag].Block, Final, Depth is { } depth ? $"depth:{depth}" : "finalized", ["http://scripted"]);

    public ValueTask<ChainSource> ReadSourceAsync(CancellationToken cancellationToken) => Answer(SourceNow);

    public ValueTask<ChainBlock?> FindBlockAsync(long number, CancellationToken cancellationToken) =>
        Answer(() => number >= 0 && number < _blocks.Count - Lag ? _blocks[(int)number].Block : null);

    public ValueTask<EventPage> ReadEventsAsync(long from, long to, CancellationToken cancellationToken) => Answer(() =>
    {
        EventQuestions++;
        var end = Math.Min(to, MostBlocksAtOnce == long.MaxValue ? to : from + MostBlocksAtOnce - 1);
        var told = _blocks.Where(block => block.Block.Number >= from && block.Block.Number <= end)
            .Select(block => block with { Events = [.. block.Events.Select(Tells).OfType<ChainEvent>()] })
            .Where(block => block.Events.Length > 0);
        return new EventPage([.. told], end);
    });

    public ValueTask<ContractState> ReadStateAsync(StateQuestions questions, ChainBlock block, CancellationToken cancellationToken) => Answer(() =>
        block.Number < _blocks.Count
            ? new NaiveContracts(_blocks.Take((int)block.Number + 1)).Answer(questions)
            : throw ChainOutages.Create("There is no such block."));

    private ValueTask<T> Answer<T>(Func<T> answer)
    {
        Answers++;
        BeforeAnswer?.Invoke(Answers);
        return IsSilent ? throw ChainOutages.Create("The endpoint is silent.") : ValueTask.FromResult(answer());
    }
}
