using System.Collections.Immutable;
using Ledger.Auditing;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.NodeAuditing;

/// <summary>
/// The migration records that the trusted registry names for a department: had from the node and checked once, before anything is judged by
/// them. Immutable.
/// </summary>
internal sealed record DepartmentMoves
{
    /// <summary>What the registry names, or why that is not known.</summary>
    public required Answer<ImmutableArray<RecordedMigration>> Recorded { get; init; }

    /// <summary>The records that are believed, in the order of the log.</summary>
    public ImmutableArray<MigrationFile> Files { get; private init; } = [];

    /// <summary>The chains that were left, oldest first, as the newest record that is believed holds them.</summary>
    public ImmutableArray<LeftChain> Left => Files is [.., var newest] ? newest.Record.Chains : [];

    /// <summary>The hash of the record that <see cref="Left"/> is from.</summary>
    public Digest? LeftBy => Files is [.., var newest] ? newest.Record.Hash : null;

    /// <summary>What could not be had, or is not believed.</summary>
    public ImmutableArray<Unchecked> Unchecked { get; private init; } = [];

    /// <summary>Asks the node whose log it is for the records; whatever it gives has to be what the registry names.</summary>
    /// <param name="recorded">What the registry names.</param>
    /// <param name="find">Fetches a record by its hash; null when it cannot be had.</param>
    /// <param name="check">What keeps a record from being believed; null when nothing does.</param>
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
