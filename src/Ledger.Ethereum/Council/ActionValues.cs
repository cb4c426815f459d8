using System.Globalization;
using Ledger.Inputs;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Council;

/// <summary>The values of one action, from the command line or from a file.</summary>
public sealed class ActionValues(InputFiles files, IReadOnlyDictionary<string, IReadOnlyList<string>> values)
{
    /// <summary>Reads the files that the values name.</summary>
    public InputFiles Files { get; } = files;

    /// <exception cref="FaultException">The value is missing.</exception>
    public string Get(string name) => Find(name) ?? throw OptionProblems.NeededOnce("--" + name);

    public string? Find(string name) => List(name) is [var only] ? only : null;

    public IReadOnlyList<string> List(string name) => values.GetValueOrDefault(name) ?? [];

    public ChainAddress Address(string name) => InputValues.ChainAddress(Get(name), "--" + name);

    public Digest Hash(string name) => InputValues.Hash(Get(name), "--" + name);

    public long Number(string name) => long.TryParse(Get(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw OptionProblems.WrongForm("--" + name, Get(name), OptionForms.WholeNumber);

    public DateTimeOffset? FindTime(string name) => Find(name) is { } text ? UtcTimes.Parse(text, "--" + name) : null;
}
