namespace Ledger.Verify.Mutants;

/// <summary>
/// The mutants of a run. Their numbers follow the order of the code, so a second writing with some of them left out gives the others the same numbers.
/// </summary>
internal sealed class MutantList(IReadOnlySet<int> dropped)
{
    private readonly List<Mutant> _all = [];
    private readonly Dictionary<(string File, string Rule), int> _leftOut = [];
    private readonly Dictionary<(string File, string Code, string Change), int> _repeats = [];

    public IReadOnlyList<Mutant> All => _all;

    /// <summary>How many places of a file a rule left out.</summary>
    public IReadOnlyDictionary<(string File, string Rule), int> LeftOut => _leftOut;

    /// <summary>The number of the mutant added last.</summary>
    public int Last => _all.Count - 1;

    /// <summary>Adds a mutant and returns its number; null if it is not to be written.</summary>
    public int? Add(string file, int line, string code, MutantKind kind, string change, string? rule)
    {
        if (rule is not null)
        {
            _leftOut[(file, rule)] = _leftOut.GetValueOrDefault((file, rule)) + 1;
            return null;
        }

        var repeats = _repeats[(file, code, change)] = _repeats.GetValueOrDefault((file, code, change)) + 1;
        _all.Add(new Mutant(_all.Count, file, line, code, kind, repeats == 1 ? change : $"{change} (no. {repeats})"));
        return dropped.Contains(Last) ? null : Last;
    }
}
