using System.Globalization;

namespace Ledger.Verify.Mutants;

/// <summary>Judges all mutants of an assembly, one after the other.</summary>
internal sealed class Judge(string program, string coveragePath, Coverage coverage, SurvivorList explained) : IDisposable
{
    // A test that leaves something behind would falsify what follows. The control finds it soon.
    private const int BetweenControls = 25;
    private const int TestsOfControl = 1000;
    private const int NoMutant = -1;

    private WorkerProcess? _worker;

    public async Task<IReadOnlyDictionary<int, Verdict>> Run(IReadOnlyList<Mutant> mutants, IReadOnlySet<int> dropped, Action<string> log)
    {
        var verdicts = new Dictionary<int, Verdict>();
        foreach (var group in mutants.Chunk(BetweenControls))
        {
            await RunGroup(group, dropped, verdicts, log);
            if (!await IsClean())
            {
                foreach (var mutant in group)
                {
                    Stop();
                    await RunGroup([mutant], dropped, verdicts, log);
                }

                Stop();
            }

            log($"{verdicts.Count} judged");
        }

        return verdicts;
    }

    public void Dispose() => Stop();

    private async Task RunGroup(IEnumerable<Mutant> group, IReadOnlySet<int> dropped, Dictionary<int, Verdict> verdicts, Action<string> log)
    {
        foreach (var mutant in group)
        {
            verdicts[mutant.Id] = dropped.Contains(mutant.Id) ? Verdict.NotCompiled : await JudgeOne(mutant);
            if (verdicts[mutant.Id] is Verdict.Survived or Verdict.NotReached && !explained.Explains(mutant))
            {
                log($"{verdicts[mutant.Id]}: {mutant.File} {mutant.Line}: {mutant.Change} in {mutant.Code}");
            }
        }
    }

    private async Task<Verdict> JudgeOne(Mutant mutant)
    {
        var tests = coverage.Judging(mutant).ToList();
        var verdict = tests.Count == 0 ? Verdict.NotReached : await Ask(mutant.Id, tests);

        // What an initialiser reaches can be noticed by any test. An explained survivor is not worth a process of its own.
        var mayBeNoticed = verdict is Verdict.Survived or Verdict.NotReached && coverage.AtStart.Contains(mutant.Id);
        return mayBeNoticed && !explained.Explains(mutant) ? await JudgeFromStart(mutant) : verdict;
    }

    private async Task<Verdict> Ask(int mutant, IReadOnlyCollection<CoveredTest> tests)
    {
        var answer = await AskOnce(mutant, tests);
        if (answer == Worker.LeftOver)
        {
            // This mutant or one before it left something behind. In a new process only this one can have.
            answer = await AskOnce(mutant, tests);
        }

        return VerdictOf(answer);
    }

    private async Task<string?> AskOnce(int mutant, IReadOnlyCollection<CoveredTest> tests)
    {
        _worker ??= await Start();
        var answer = await _worker.Ask(new Question(mutant, [.. tests.Select(test => test.Id)]), LimitFor(tests));
        if (answer is null or Worker.LeftOver)
        {
            Stop();
        }

        return answer;
    }

    private async Task<bool> IsClean() => _worker is null || await AskOnce(NoMutant, [.. coverage.Tests.Take(TestsOfControl)]) == "";

    private async Task<Verdict> JudgeFromStart(Mutant mutant)
    {
        using var worker = new WorkerProcess(program, "from-start", coveragePath, mutant.Id.ToString(CultureInfo.InvariantCulture), mutant.Folder);
        var limit = LimitFor(coverage.Tests);
        return await worker.Read(limit) is null ? Verdict.Ended : VerdictOf(await worker.Read(limit));
    }

    private async Task<WorkerProcess> Start()
    {
        var worker = new WorkerProcess(program, "judge", coveragePath);
        return await worker.Read(TimeSpan.FromMinutes(5)) == "ready" ? worker : throw new InvalidOperationException("A worker did not start.");
    }

    private void Stop()
    {
        _worker?.Dispose();
        _worker = null;
    }

    private static Verdict VerdictOf(string? answer) => answer switch
    {
        null => Verdict.Ended,
        "" => Verdict.Survived,
        _ => Verdict.Killed,
    };

    // Twenty times what the tests took, because the machine may be busy and a loop may run ten times as many rounds.
    private static TimeSpan LimitFor(IEnumerable<CoveredTest> tests) => TimeSpan.FromSeconds(30 + (20 * tests.Sum(test => test.Seconds)));
}
