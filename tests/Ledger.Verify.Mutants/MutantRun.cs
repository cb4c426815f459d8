using System.Diagnostics;
using System.Globalization;

namespace Ledger.Verify.Mutants;

/// <summary>One run: write the mutants, find what each test reaches, judge, report.</summary>
internal static class MutantRun
{
    public static async Task<bool> Run(string repository, IReadOnlyCollection<string> folders)
    {
        // The tests look for the repository above their own folder.
        var work = Directory.CreateDirectory(Path.Combine(repository, "artifacts", "mutants", string.Join('-', folders))).FullName;
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(work, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        var start = Stopwatch.StartNew();
        var assembly = new MutantAssembly(repository, folders);
        assembly.Write(Path.Combine(work, "Ledger.Verify.dll"));
        var mutants = assembly.Mutants.All;
        Log(start, $"{mutants.Count} mutants, {assembly.Dropped.Count} of them do not compile");

        var program = Path.Combine(work, "Ledger.Verify.Mutants.dll");
        var coveragePath = Path.Combine(work, "coverage.json");
        using (var worker = new WorkerProcess(program, "cover", coveragePath, mutants.Count.ToString(CultureInfo.InvariantCulture)))
        {
            if (!worker.Ends())
            {
                throw new InvalidOperationException("The tests do not pass without a mutant.");
            }
        }

        var coverage = Coverage.Read(coveragePath);
        var seconds = coverage.Tests.Sum(test => test.Seconds);
        Log(start, $"{coverage.Tests.Count} tests, {seconds:0} seconds, {coverage.AtStart.Count} mutants reached at the start");

        var explained = new SurvivorList(File.ReadAllText(Path.Combine(repository, "tests", "Ledger.Verify.Mutants", "README.md")));
        using var judge = new Judge(program, coveragePath, coverage, explained);
        var verdicts = await judge.Run(mutants, assembly.Dropped, text => Log(start, text));
        Log(start, "done");
        return new Report(assembly.Mutants, verdicts, explained).Print(folders);
    }

    private static void Log(Stopwatch start, string text) => Console.Error.WriteLine($"{start.Elapsed:hh\\:mm\\:ss} {text}");
}
