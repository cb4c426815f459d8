using System.Text.Json;

namespace Ledger.Verify.Mutants;

/// <summary>What one run of all tests without a mutant showed.</summary>
/// <param name="Tests">Each test, quickest first.</param>
/// <param name="AtStart">The mutants reached outside a test: by a static initialiser, or while the tests were found.</param>
internal sealed record Coverage(IReadOnlyList<CoveredTest> Tests, IReadOnlyList<int> AtStart)
{
    public IEnumerable<CoveredTest> Reaching(int mutant) => Tests.Where(test => Array.BinarySearch(test.Mutants, mutant) >= 0);

    public static Coverage Read(string path) => JsonSerializer.Deserialize<Coverage>(File.ReadAllText(path))!;

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));
}
