namespace Ledger.Verify.Mutants;

/// <summary>A test, with what it needed without a mutant.</summary>
/// <param name="Id">The test's number in xunit.</param>
/// <param name="Folder">The folder it tests: its own folder has the same name.</param>
/// <param name="Seconds">The time it took.</param>
/// <param name="Rounds">The rounds of all loops it ran.</param>
/// <param name="Mutants">The mutants it reached, in ascending order.</param>
internal sealed record CoveredTest(string Id, string Folder, double Seconds, long Rounds, int[] Mutants);
