using System.Globalization;
using Ledger.Verify.Mutants;

switch (args)
{
    case ["cover", var path, var mutants]:
        await new Worker().Cover(int.Parse(mutants, CultureInfo.InvariantCulture), path);
        return 0;
    case ["judge", var path]:
        await new Worker().Judge(path, Console.In, Console.Out);
        return 0;
    case ["from-start", var path, var mutant, var folder]:
        await new Worker().JudgeFromStart(path, int.Parse(mutant, CultureInfo.InvariantCulture), folder, Console.Out);
        return 0;
    case ["run", var repository, .. var folders]:
        return await MutantRun.Run(repository, folders) ? 0 : 1;
    default:
        Console.Error.WriteLine("run REPOSITORY FOLDER…");
        return 2;
}
