using Ledger.Mirroring;
using Ledger.Verify.Entries;

namespace Ledger.Tests.Mirroring;

/// <summary>
/// Random histories: blocks, reorganisations within and between refreshes, outages, kills and refreshes in any order. Whenever the mirror answers, it
/// answers like the contracts at the block that it names. The seed of a failure reproduces it.
/// </summary>
public sealed class RandomHistoryTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Refresh_RandomHistory_EqualsAReplayFromTheStart(int seed)
    {
#pragma warning disable CA5394 // A seed that can be repeated is what is wanted here.
        var random = new Random(seed);
        var depth = random.Next(4) switch { 0 => 0, 1 => (int?)null, _ => 3 };
        var options = new MirrorOptions { BlocksPerStep = random.Next(1, 12), BlocksPerStamp = random.Next(1, 4), RebuildPause = TimeSpan.Zero, LongestRebuildPause = TimeSpan.Zero };
        var test = await MirrorTest.StartAsync(options, chain => chain.Depth = depth);
        test.Chain.MostBlocksAtOnce = random.Next(3) == 0 ? random.Next(1, 5) : long.MaxValue;
        for (var step = 0; step < 60; step++)
        {
            switch (random.Next(8))
            {
                case 0:
                    Reorganise(test.Chain, random);
                    break;
                case 1:
                    await test.RestartAsync();
                    break;
                case 2:
                    var at = test.Chain.Answers + random.Next(1, 12);
                    test.Chain.BeforeAnswer = number =>
                    {
                        if (number == at)
                        {
                            Reorganise(test.Chain, random);
                        }
                    };
                    await test.RefreshAsync();
                    test.Chain.BeforeAnswer = null;
                    break;
                case 3:
                    var silentFrom = test.Chain.Answers + random.Next(1, 9);
                    test.Chain.BeforeAnswer = number => test.Chain.IsSilent = number >= silentFrom;
                    await test.RefreshAsync();
                    (test.Chain.BeforeAnswer, test.Chain.IsSilent) = (null, false);
                    break;
                default:
                    Mine(test.Chain, random);
                    break;
            }

            if (test.Mirror.View is not null)
            {
                test.CheckAll();
            }

            if (random.Next(3) == 0)
            {
                await test.RefreshedAsync();
            }
        }

        await test.RefreshedAsync();
    }

    // The chain stays as long as before or grows, so the endpoint does not seem to lag.
    private static void Reorganise(ScriptedChain chain, Random random)
    {
        var most = (int)Math.Min(3, chain.Newest.Number);
        if (most == 0)
        {
            return;
        }

        var blocks = random.Next(1, most + 1);
        chain.Drop(blocks);
        for (var i = 0; i < blocks; i++)
        {
            Mine(chain, random);
        }
    }

    private static void Mine(ScriptedChain chain, Random random) => chain.Mine(write =>
    {
        for (var i = random.Next(4); i > 0; i--)
        {
            Write(write, random);
        }
    });

    private static void Write(BlockWriter write, Random random)
    {
        var origins = write.History.OfType<DepartmentAdmitted>().Select(e => e.Origin).ToList();
        if (origins.Count == 0 || (origins.Count < 4 && random.Next(6) == 0))
        {
            write.Admit($"d{origins.Count}");
            return;
        }

        var origin = origins[random.Next(origins.Count)];
        var id = BlockWriter.Id(origin);
        var keys = write.History.OfType<RecordKeyAdded>().Count(e => e.Department == id);
        var types = write.History.OfType<TypeRegistered>().Count();
        switch (random.Next(9))
        {
            case 0:
                write.Anchor(origin, (ulong)random.Next(1, 5));
                break;
            case 1:
                write.RotateLogKey(origin, $"{origin} {write.History.Count()}");
                break;
            case 2:
                write.AddRecordKey(origin, $"{origin} {keys}");
                break;
            case 3 when keys > 0:
                write.CloseRecordKey(origin, $"{origin} {random.Next(keys)}");
                break;
            case 4 when keys > 0:
                write.CompromiseRecordKey(origin, $"{origin} {random.Next(keys)}", ScriptedChain.Start.AddSeconds(random.Next(1000)));
                break;
            case 5:
                write.Register($"type {types}");
                write.Authorise(origin, $"type {types}");
                break;
            case 6:
                write.Suspend(origin);
                write.Reinstate(origin);
                break;
            default:
                write.SetStatus(origin, $"r{random.Next(12)}", (EntryStatus)random.Next(5), random.Next(3) == 0 ? "next" : null);
                break;
        }
#pragma warning restore CA5394
    }
}
