using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;

namespace Ledger.Migrating;

/// <summary>
/// Asks a chain about bundles. Finds the migration records that the chain names, among the given ones and at the departments' nodes. For one thread
/// at a time.
/// </summary>
/// <param name="given">The given records.</param>
/// <param name="records">Finds the others.</param>
public sealed class MigrationQuestions(IReadOnlyList<MigrationFile> given, IMigrationRecords records)
{
    private const int MaxFetched = 16;

    /// <summary>Asks about a bundle. Asks again if this found further migration records, so that the facts cover them.</summary>
    /// <returns>The facts, and the records that they cover.</returns>
    public async Task<(ChainFacts Facts, ImmutableArray<MigrationFile> Files)> AskAsync(
        IChainFacts chain, BundleQuestions questions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(questions);
        var facts = await chain.ReadFactsAsync(questions with { MigratedSizes = ListSizes(given) }, cancellationToken);
        if (!facts.Migrations.IsKnown || !facts.Department.IsKnown || facts.Department.Value is not { } department)
        {
            return (facts, [.. given]);
        }

        var files = ImmutableArray.CreateBuilder<MigrationFile>();
        files.AddRange(given);
        foreach (var recorded in facts.Migrations.Value.Where(one => given.All(file => file.Record.Hash != one.RecordHash)).Take(MaxFetched))
        {
            if (await records.FindAsync(department, recorded.RecordHash, cancellationToken) is { } file)
            {
                files.Add(file);
            }
        }

        return files.Count == given.Count
            ? (facts, [.. given])
            : (await chain.ReadFactsAsync(questions with { MigratedSizes = ListSizes(files) }, cancellationToken), files.ToImmutable());
    }

    private static ImmutableArray<long> ListSizes(IEnumerable<MigrationFile> files) => [.. files.Select(file => file.Checkpoint.Size)];
}
