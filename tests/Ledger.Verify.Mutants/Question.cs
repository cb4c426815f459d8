namespace Ledger.Verify.Mutants;

/// <summary>What a worker is asked: does one of these tests fail when this mutant is active?</summary>
/// <param name="Mutant">The mutant's number; -1 for none.</param>
/// <param name="Tests">The tests' ids, quickest first.</param>
internal sealed record Question(int Mutant, IReadOnlyList<string> Tests);
