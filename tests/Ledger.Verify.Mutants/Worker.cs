using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Ledger.Verify.Mutants;

/// <summary>
/// The process in which mutants are judged. It reads the number of a mutant and the tests from its input and answers with one line: how it was noticed, or
/// nothing, or <see cref="LeftOver"/>.
/// </summary>
internal sealed class Worker
{
    /// <summary>The answer if the test that fails also fails without the mutant afterwards.</summary>
    public const string LeftOver = "left something behind";

    // The first tests are quick. Most mutants end with them.
    private static readonly int[] Steps = [10, 50, 200, 1000, int.MaxValue];

    private readonly Assembly _tests = Assembly.Load("Ledger.Verify.Tests");
    private readonly Assembly _changed = Assembly.Load("Ledger.Verify");
    private readonly Switch _switch;

    public Worker()
    {
        _switch = new Switch(_changed);
    }

    /// <summary>Runs all tests without a mutant and writes what they reach.</summary>
    public async Task Cover(int mutants, string path)
    {
        var reached = _switch.StartRecord(mutants);
        RunStaticInitialisers();
        await using var run = await TestRun.Load(_tests);
        var atStart = Take(reached);
        var tests = new List<CoveredTest>();
        await run.RunEach(
            starting: _ =>
            {
                atStart.UnionWith(Take(reached));
                _switch.Rounds = 0;
            },
            finished: (test, time) => tests.Add(new CoveredTest(test, run.FolderOf(test), time.TotalSeconds, _switch.Rounds, [.. Take(reached)])));
        new Coverage([.. tests.OrderBy(test => test.Seconds)], [.. atStart]).Write(path);
    }

    /// <summary>Judges the mutants it is asked for, in this warm process: all static initialisers ran without a mutant.</summary>
    public async Task Judge(string path, TextReader questions, TextWriter answers)
    {
        RunStaticInitialisers();
        await using var run = await TestRun.Load(_tests);
        var coverage = Coverage.Read(path);
        var rounds = coverage.Tests.ToDictionary(test => test.Id, test => test.Rounds, StringComparer.Ordinal);
        answers.WriteLine("ready");
        while (questions.ReadLine() is { } question)
        {
            var (mutant, tests) = JsonSerializer.Deserialize<Question>(question)!;
            _switch.Active = mutant;
            var failure = await FirstFailure(run, tests, rounds);
            _switch.Active = -1;
            var isLeftOver = failure is not null && await FirstFailure(run, [failure.Test], rounds) is not null;
            answers.WriteLine(isLeftOver ? LeftOver : Describe(failure));
        }
    }

    /// <summary>
    /// Judges one mutant that is active from the start of the process, by all tests except the slowest. The tests of its own folder are found and run
    /// first: they are the most likely to notice it, and to find all tests takes longer than to run most of them.
    /// </summary>
    public async Task JudgeFromStart(string path, int mutant, string folder, TextWriter answers)
    {
        _switch.Active = mutant;
        var coverage = Coverage.Read(path);
        var rounds = coverage.Tests.ToDictionary(test => test.Id, test => test.Rounds, StringComparer.Ordinal);
        var quick = coverage.Quick.Select(test => test.Id).ToList();
        TestFailure? failure;
        await using (var own = await TestRun.Load(_tests, folder))
        {
            failure = await FirstFailure(own, [.. quick.Where(own.Tests.Contains)], rounds);
        }

        if (failure is null)
        {
            await using var run = await TestRun.Load(_tests);
            var isComplete = rounds.Keys.All(run.Tests.Contains);
            failure = isComplete ? await FirstFailure(run, quick, rounds) : new TestFailure("", "The tests cannot be listed.");
        }

        answers.WriteLine("ready");
        answers.WriteLine(Describe(failure));
    }

    private static string Describe(TestFailure? failure) => failure switch
    {
        null => "",
        { Message: "" } => "failed",
        { Message: var message } => message,
    };

    private static SortedSet<int> Take(byte[] reached)
    {
        var mutants = new SortedSet<int>();
        for (var mutant = 0; mutant < reached.Length; mutant++)
        {
            if (reached[mutant] != 0)
            {
                mutants.Add(mutant);
                reached[mutant] = 0;
            }
        }

        return mutants;
    }

    private async Task<TestFailure?> FirstFailure(TestRun run, IReadOnlyList<string> tests, Dictionary<string, long> rounds)
    {
        var from = 0;
        foreach (var step in Steps)
        {
            var to = Math.Min(step, tests.Count);
            var failure = from == to ? null : await run.FirstFailure(tests.Skip(from).Take(to - from), starting: test =>
            {
                _switch.Rounds = 0;
                _switch.MostRounds = (10 * rounds[test]) + 1_000_000;
            });
            if (failure is not null)
            {
                return failure;
            }

            from = to;
        }

        return null;
    }

    // A generic type has initialisers of its own for each use; there is none with a mutant in it.
    private void RunStaticInitialisers()
    {
        foreach (var type in _changed.GetTypes().Concat(_tests.GetTypes()).Where(type => !type.ContainsGenericParameters))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
    }
}
