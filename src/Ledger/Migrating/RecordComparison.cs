using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;

namespace Ledger.Migrating;

/// <summary>
/// Compares a migration record with the chain that the department leaves, fact by fact. Another department does this before its council member
/// approves. Stateless.
/// </summary>
public static class RecordComparison
{
    /// <summary>Lists all differences, each with its place in the record. Empty if the record agrees with the chain.</summary>
    /// <param name="file">The record.</param>
    /// <param name="seen">The chain as read by the caller, at the last final block of the record.</param>
    /// <param name="recorded">The hashes of the migrations that the old chain's council has approved for the department.</param>
    /// <param name="earlier">Records of earlier migrations. The chains that the record carries over must be in them.</param>
    public static ImmutableArray<Refusal> Compare(
        MigrationFile file, RetiredChain seen, IReadOnlyCollection<RecordedMigration> recorded, IReadOnlyList<MigrationRecord> earlier)
    {
        var said = file.Record.Chains[^1];
        var differences = ImmutableArray.CreateBuilder<Refusal>();
        void Same(bool isSame, string place)
        {
            if (!isSame)
            {
                differences.Add(new Refusal(MigratingFaults.FactDiffers, place));
            }
        }

        Same(said.Place == seen.Place && said.RecordStatus == seen.RecordStatus, "contracts");
        Same(said.Genesis == seen.Genesis, "genesis");
        Same(said.Final == seen.Final, "final");
        Same(said.AdmittedAt == seen.AdmittedAt && said.SuspendedAt == seen.SuspendedAt, "department");
        Same(Lines(said.LogKeys).SequenceEqual(Lines(seen.LogKeys)), "logKeys");
        Same(Lines(said.RecordKeys).SequenceEqual(Lines(seen.RecordKeys)), "recordKeys");
        Same(Lines(said.Types).SequenceEqual(Lines(seen.Types)), "types");
        Same(said.Anchors.Hash == seen.Anchors.Hash, "anchors");
        Same(said.Statuses.Hash == seen.Statuses.Hash, "statuses");
        if (!seen.LogKeys.Any(key => key.IsGoodAt(seen.Final.Time) && VerifierKey.TryEd25519(file.Record.Origin, key.PublicKey.AsSpan(), out var verifier)
            && file.Note.IsSignedBy(verifier)))
        {
            differences.Add(new Refusal(MigratingFaults.NoteUnsigned, "note"));
        }

        foreach (var carried in file.Record.Chains[..^1])
        {
            // The council of the retired chain has approved the earlier migration by this hash, with these facts.
            var source = earlier.FirstOrDefault(record => recorded.Any(one => one.RecordHash == record.Hash)
                && record.Find(carried.Place) is { } original && IsSame(original, carried, record));
            if (source is null)
            {
                differences.Add(new Refusal(MigratingFaults.NotApprovedBefore, $"chains: {carried.Place.ChainId}"));
            }
        }

        return differences.ToImmutable();
    }

    private static bool IsSame(RetiredChain original, RetiredChain carried, MigrationRecord record) =>
        (original.LeftBy ?? record.Hash) == carried.LeftBy && HashWithOnly(original with { LeftBy = carried.LeftBy }, record) == HashWithOnly(carried, record);

    // The canonical text contains every fact and the hashes of the rows.
    private static Verify.Trees.Digest HashWithOnly(RetiredChain chain, MigrationRecord record) => (record with { Chains = [chain] }).Hash;

    private static IEnumerable<string> Lines(ImmutableArray<LogKeyFacts> keys) =>
        keys.Select(key => $"{Convert.ToHexString(key.PublicKey.AsSpan())} {Text(key.Validity)} {Text(key.CompromisedSince)}");

    private static IEnumerable<string> Lines(ImmutableArray<RecordKeyFacts> keys) => keys.Select(key =>
        $"{key.Thumbprint} {key.Algorithm} {Convert.ToHexString(key.PublicKey.AsSpan())} {Text(key.Validity)} {Text(key.CompromisedSince)}");

    private static IEnumerable<string> Lines(ImmutableArray<RetiredChainType> types) =>
        types.Select(type => $"{type.Type.Uri} {type.Type.MetadataHash} {string.Join(',', type.Authority.Select(Text))}");

    private static string Text(Validity validity) => $"{Text(validity.From)}-{Text(validity.Until)}";

    private static string Text(DateTimeOffset? time) => $"{time?.ToUnixTimeSeconds()}";
}
