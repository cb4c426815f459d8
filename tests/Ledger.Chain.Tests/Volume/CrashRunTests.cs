using System.Diagnostics;
using Ledger.Anchoring;
using Ledger.Chain.Tests.Departments;
using Ledger.Ethereum.Settings;
using Ledger.Tests.Anchoring;
using Ledger.Verify.Entries;

namespace Ledger.Chain.Tests.Volume;

/// <summary>
/// Writes a thousand anchors while the process crashes at random: while signing, storing, sending and checking the outcome. The call at the crash may or
/// may not have had its effect. The next process continues from the folder alone.
/// </summary>
public sealed class CrashRunTests(ITestOutputHelper output)
{
    private const int Anchors = 1000;
    private const int OneCrashIn = 4;

    private static readonly string[] Dangerous =
    [
        nameof(IAnchorChain.SignAsync), nameof(IAnchorChain.SendAsync), nameof(IAnchorChain.FindOutcomeAsync), nameof(IAnchorChain.ReadNonceAsync),
        nameof(IAnchorStore.SaveOutgoingAsync), nameof(IAnchorStore.SaveAsync), nameof(IAnchorStore.SaveStatusMarkAsync),
    ];

    [Fact]
    public async Task Anchors_AThousandWithRandomCrashes_MatchTheHeadsExactly()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_CRASH_SEED"), out var given) ? given : Environment.TickCount;
        var random = new Random(seed);
        var crashes = 0;
        await using var bench = await ChainBench.OpenAsync(FinalityMode.Instant);
        try
        {
            var watch = Stopwatch.StartNew();
            for (var round = 0; (await HeadAsync(bench)).Count < Anchors; round++)
            {
                Assert.True(round < 4 * Anchors, "The run does not end.");
                crashes += await RunAsync(bench, random, round);
            }

            await bench.SettleAsync();
            output.WriteLine($"{(await HeadAsync(bench)).Count} anchors, {crashes} crashes, {watch.Elapsed.TotalSeconds:0} s, seed {seed}");
            Assert.InRange(crashes, 100, int.MaxValue); // Fewer crashes would mean that the tripwire does not work.
            await bench.CheckAllAsync();
        }
        catch (Exception problem)
        {
            throw new InvalidOperationException($"With LEDGER_CRASH_SEED={seed}, after {crashes} crashes: {problem.Message}", problem);
        }
    }

    /// <returns>1 when the process crashed, otherwise 0.</returns>
    private static async Task<int> RunAsync(ChainBench bench, Random random, int round)
    {
        Tripwire? wire = null;
        if (random.Next(OneCrashIn) == 0)
        {
            var call = Dangerous[random.Next(Dangerous.Length)];
            wire = new Tripwire((name, _) => name == call, after: random.Next(2) == 0, () => new ProcessDiedException());
            await bench.ReopenAsync(wire);
        }

        var records = await bench.Department.AddAsync(1);
        if (round % 10 == 0)
        {
            await bench.Department.ChangeAsync(records, EntryStatus.Revoked);
        }

        await bench.ReconcileAndMineAsync();
        if (wire is not { HasFailed: true })
        {
            return 0;
        }

        await bench.ReopenAsync();
        return 1;
    }

    private static async Task<AnchoredHead> HeadAsync(ChainBench bench) =>
        await bench.Direct.ReadHeadAsync(ChainDepartment.Profile.Origin, TestContext.Current.CancellationToken);

    private sealed class ProcessDiedException : Exception;
}
