using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Verify.Mutants;

/// <summary>What one run of all tests without a mutant showed.</summary>
/// <param name="Tests">Each test, quickest first.</param>
/// <param name="AtStart">The mutants reached outside a test: by a static initialiser, or while the tests were found.</param>
internal sealed record Coverage(IReadOnlyList<CoveredTest> Tests, IReadOnlyList<int> AtStart)
{
    // One test in sixty takes more time than all others together.
    private const int Slowest = 60;

    /// <summary>All tests except the slowest, quickest first.</summary>
    [JsonIgnore]
    public IEnumerable<CoveredTest> Quick => Tests.SkipLast(Slowest);

    /// <summary>
    /// The tests that judge a mutant: those that reach it. Of the slowest tests only those of the mutant's own folder, because they cost more than
    /// all others. So a mutant that only a slow test of another folder would notice counts as a survivor.
    /// </summary>
    public IEnumerable<CoveredTest> Judging(Mutant mutant) => Tests
        .Where((test, i) => i < Tests.Count - Slowest || test.Folder == mutant.Folder)
        .Where(test => Array.BinarySearch(test.Mutants, mutant.Id) >= 0);

    public static Coverage Read(string path) => JsonSerializer.Deserialize<Coverage>(File.ReadAllText(path))!;

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));
}
