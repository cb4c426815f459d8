namespace Ledger.Verify.Mutants;

/// <summary>A test, and what was measured when it ran without a mutant.</summary>
/// <param name="Id">The test's number in xunit.</param>
/// <param name="Folder">The folder of the code that it tests. The folder of the test has the same name.</param>
/// <param name="Seconds">The time it took.</param>
/// <param name="Rounds">The number of rounds of all loops in the code that it ran.</param>
/// <param name="Mutants">The mutants it reached, in ascending order.</param>
internal sealed record CoveredTest(string Id, string Folder, double Seconds, long Rounds, int[] Mutants);
