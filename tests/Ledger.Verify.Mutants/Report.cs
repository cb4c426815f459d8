namespace Ledger.Verify.Mutants;

/// <summary>Prints the table of folders, and every survivor that the README does not explain.</summary>
internal sealed class Report(MutantList mutants, IReadOnlyDictionary<int, Verdict> verdicts, SurvivorList explained)
{
    /// <summary>Prints, and returns whether the README explains every survivor and nothing else.</summary>
    public bool Print(IReadOnlyCollection<string> folders)
    {
        Console.WriteLine("| folder | mutants | killed | ended | survived | do not compile | left out |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var folder in folders)
        {
            var all = mutants.All.Where(mutant => mutant.Folder == folder).Select(mutant => verdicts[mutant.Id]).ToList();
            int Count(params Verdict[] which) => all.Count(which.Contains);
            var leftOut = mutants.LeftOut.Where(entry => entry.Key.File.Split('/')[0] == folder).Sum(entry => entry.Value);
            Console.WriteLine($"| `{folder}` | {all.Count - Count(Verdict.NotCompiled)} | {Count(Verdict.Killed)} | {Count(Verdict.Ended)} | "
                + $"{Count(Verdict.Survived, Verdict.NotReached)} | {Count(Verdict.NotCompiled)} | {leftOut} |");
        }

        var survivors = mutants.All.Where(mutant => verdicts[mutant.Id] is Verdict.Survived or Verdict.NotReached).ToList();
        var unexplained = survivors.Where(mutant => !explained.Explains(mutant)).ToList();
        var outdated = explained.Outdated(folders, survivors);

        Print($"{unexplained.Count} survivors that the README does not explain", unexplained.Select(mutant =>
            $"| {SurvivorList.KeyOf(mutant)} | {mutant.Line} {mutant.Kind} {verdicts[mutant.Id]} |"));
        Print($"{outdated.Count} rows of the README whose mutant does not survive", outdated);
        return unexplained.Count == 0 && outdated.Count == 0;
    }

    private static void Print(string title, IEnumerable<string> lines)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        foreach (var line in lines)
        {
            Console.WriteLine(line);
        }
    }
}
