using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Auditing.Nodes;

/// <summary>
/// The migration records that the trusted registry names for a department: fetched from the node and checked once, before anything is judged by
/// them. Immutable.
/// </summary>
internal sealed record DepartmentMoves
{
    /// <summary>What the registry names, or why that is not known.</summary>
    public required Answer<ImmutableArray<RecordedMigration>> Recorded { get; init; }

    /// <summary>The records that passed the check, in the order of the log.</summary>
    public ImmutableArray<MigrationFile> Files { get; private init; } = [];

    /// <summary>The chains that were left, oldest first, as the newest record that passed holds them.</summary>
    public ImmutableArray<RetiredChain> Left => Files is [.., var newest] ? newest.Record.Chains : [];

    /// <summary>The hash of the record that <see cref="Left"/> is from.</summary>
    public Digest? LeftBy => Files is [.., var newest] ? newest.Record.Hash : null;

    /// <summary>What could not be fetched, or did not pass.</summary>
    public ImmutableArray<Unchecked> Unchecked { get; private init; } = [];

    /// <summary>Fetches the records from the node whose log it is. Each must be one that the registry names.</summary>
    /// <param name="recorded">What the registry names.</param>
    /// <param name="find">Fetches a record by its hash; null when it cannot be fetched.</param>
    /// <param name="check">Why a record does not pass; null when it does.</param>
    public static async Task<DepartmentMoves> ReadAsync(
        Answer<ImmutableArray<RecordedMigration>> recorded, Func<Digest, Task<MigrationFile?>> find, Func<MigrationFile, Finding?> check)
    {
        if (!recorded.IsKnown)
        {
            return new DepartmentMoves { Recorded = recorded, Unchecked = [new Unchecked(ChainAuditFaults.ChainIncomplete, recorded.Problem)] };
        }

        var files = new List<MigrationFile>();
        var open = ImmutableArray.CreateBuilder<Unchecked>();
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
                open.Add(new Unchecked(ChainAuditFaults.MoveUnproven, $"{hash.ToHex()} {problem?.Code}"));
            }
        }

        return new DepartmentMoves { Recorded = recorded, Files = [.. files.OrderBy(file => file.Checkpoint.Size)], Unchecked = open.ToImmutable() };
    }
}
