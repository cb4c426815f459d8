using Ledger.Anchoring;
using Ledger.Departments;

namespace Ledger.UseCases;

/// <summary>Which departments move, and how.</summary>
public sealed record MoveOrder
{
    /// <summary>The data directory of a node that is not running.</summary>
    public required DataLayout Data { get; init; }

    /// <summary>The departments. Empty for all.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>The value of the master key's setting. Null means the file in the data directory.</summary>
    public string? MasterKey { get; init; }

    /// <summary>The contracts of the chain that the departments move to.</summary>
    public required AddressBook Book { get; init; }

    /// <summary>Whether to check everything and write nothing.</summary>
    public bool IsDryRun { get; init; }
}
