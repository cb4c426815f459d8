using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Auditing.Nodes;

/// <summary>
/// The migration records that the trusted registry names for a department. They are fetched from the node and checked once, before anything else
/// relies on them. Immutable.
/// </summary>
internal sealed record DepartmentMoves
{
    /// <summary>The migrations that the registry names, or why they are unknown.</summary>
    public required Answer<ImmutableArray<RecordedMigration>> Recorded { get; init; }

    /// <summary>The records that passed the check, in log order.</summary>
    public ImmutableArray<MigrationFile> Files { get; private init; } = [];

    /// <summary>The chains that the department left, oldest first, from the newest checked record.</summary>
    public ImmutableArray<RetiredChain> Left => Files is [.., var newest] ? newest.Record.Chains : [];

    /// <summary>The hash of the record that <see cref="Left"/> comes from.</summary>
    public Digest? LeftBy => Files is [.., var newest] ? newest.Record.Hash : null;

    /// <summary>The records that could not be fetched or failed the check.</summary>
    public ImmutableArray<UncheckedItem> Unchecked { get; private init; } = [];

    /// <summary>Fetches the records from the node that serves the log. Accepts only records that the registry names.</summary>
    /// <param name="recorded">The migrations that the registry names.</param>
    /// <param name="find">Fetches a record by its hash. Null if it cannot be fetched.</param>
    /// <param name="check">Returns why a record fails the check. Null if it passes.</param>
    public static async Task<DepartmentMoves> ReadAsync(
        Answer<ImmutableArray<RecordedMigration>> recorded, Func<Digest, Task<MigrationFile?>> find, Func<MigrationFile, Fault?> check)
    {
        if (!recorded.IsKnown)
        {
            return new DepartmentMoves { Recorded = recorded, Unchecked = [new UncheckedItem(ChainAuditFaults.ChainIncomplete, recorded.Problem)] };
        }

        var files = new List<MigrationFile>();
        var open = ImmutableArray.CreateBuilder<UncheckedItem>();
        foreach (var hash in recorded.Value.Select(one => one.RecordHash))
        {
            var file = await find(hash);
            var problem = file is null ? Findings.MigrationNeeded : check(file);
            if (file is not null && problem is null)
            {
                files.Add(file);
            }
            else
            {
                open.Add(new UncheckedItem(ChainAuditFaults.MoveUnproven, $"{hash.ToHex()} {problem?.Code}"));
            }
        }

        return new DepartmentMoves { Recorded = recorded, Files = [.. files.OrderBy(file => file.Checkpoint.Size)], Unchecked = open.ToImmutable() };
    }
}
