using System.Collections.Immutable;
using System.Globalization;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;

namespace Ledger.Verify.Verdicts;

/// <summary>
/// The facts by which a bundle is judged. Usually they are the answers of the trusted chain. For a bundle anchored on a retired chain they come
/// from an approved migration record, completed by what the trusted chain has said since. Immutable.
/// </summary>
internal sealed record ApplicableFacts
{
    private const string HasLeft = "the department has left the chain that the bundle names";

    public required ChainFacts Facts { get; init; }

    /// <summary>The source that was asked: the trusted chain, for every bundle.</summary>
    public required Answer<ChainSource> Asked { get; init; }

    /// <summary>Why nothing is known about the anchor of the bundle. Null when something is known.</summary>
    public Fault? Obstacle { get; init; }

    public string Detail { get; init; } = "";

    /// <summary>The migration that leads to the facts. Null when they are the answers of the trusted chain.</summary>
    public MigrationPath? Path { get; init; }

    /// <summary>Whether the migration is final on the trusted chain.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Chooses the facts for a bundle.</summary>
    public static ApplicableFacts Choose(DecodedBundle parts, ChainFacts facts, IReadOnlyList<MigrationFile> files, VerificationCache cache)
    {
        var own = new ApplicableFacts { Facts = facts, Asked = facts.Source };
        if (parts.Bundle.Anchor is not { } anchor)
        {
            return own;
        }

        // When it is not known which chain answered, the answers may be about another chain. They must not be used against the bundle.
        if (!facts.Source.IsKnown)
        {
            return own with { Facts = ChainFacts.NotAsked(facts.Source.Problem, facts.Source.Reason) };
        }

        var (trusted, named) = (ChainPlace.FromSource(facts.Source.Value), new ChainPlace(anchor.ChainId, anchor.Registry, anchor.Contract));
        if (named == trusted)
        {
            return own;
        }

        if (!facts.Migrations.IsKnown)
        {
            return Blocked(facts, Findings.SourceSilent, facts.Migrations.Problem, HasLeft);
        }

        // If the council recorded no migration, and no given record is about the chain that the bundle names, only the bundle claims that the
        // department was on that chain.
        var isShown = files.Any(file => file.Record.Origin == parts.Checkpoint.Origin && file.Record.To.Place == trusted && file.Record.Find(named) is not null);
        return facts.Migrations.Value.IsEmpty && !isShown ? OnOtherChain(facts, named) : FromMigrations(parts, facts, named, [.. files.Select(file => CheckMigration(file, parts.Checkpoint.Origin, facts, cache))]);
    }

    /// <summary>Returns why a migration record is not accepted. Null when it is accepted.</summary>
    public static Fault? FindFault(MigrationFile file, string origin, ChainFacts facts, VerificationCache cache) =>
        !facts.Source.IsKnown || !facts.Migrations.IsKnown ? Findings.SourceSilent : CheckMigration(file, origin, facts, cache).Problem;

    private static ApplicableFacts FromMigrations(DecodedBundle parts, ChainFacts facts, ChainPlace named, ImmutableArray<CheckedMigration> checks)
    {
        var proven = checks.Where(one => one.Problem is null).ToList();
        var isWhole = facts.Migrations.Value.All(recorded => proven.Exists(one => one.Recorded.RecordHash == recorded.RecordHash));
        var about = proven.Where(one => one.File?.Record.Find(named) is not null).ToList();
        var holding = about.Find(one => Holds(one.File!.Record.Find(named)!, parts)); // found in the line above
        if (holding is null && (!isWhole || facts.Migrations.Value.IsEmpty))
        {
            var problem = checks.FirstOrDefault(one => one.Problem is not null);
            return Blocked(facts, problem?.Problem ?? Findings.MigrationNeeded, problem?.Detail ?? "", HasLeft);
        }

        // All migration records are present. If none is about the chain that the bundle names, that chain must be asked. If one is about it, the
        // record holds every anchor of that chain, so an anchor that is not in it never existed.
        return (holding ?? about.FirstOrDefault()) is { } chosen
            ? RetiredChainFacts.FromMigration(parts, facts, chosen.File!, chosen.File!.Record.Find(named)!, chosen.Recorded, chosen.Anchor!)
            : OnOtherChain(facts, named);
    }

    private static bool Holds(RetiredChain chain, DecodedBundle parts) =>
        parts.Bundle.Anchor is { } anchor && chain.Anchors.Find(anchor.Size) is { } held && held.Root == anchor.Root;

    private static CheckedMigration CheckMigration(MigrationFile file, string origin, ChainFacts facts, VerificationCache cache)
    {
        var hash = file.RecordHash;
        var recorded = facts.Migrations.Value.FirstOrDefault(one => one.RecordHash == hash);
        return recorded is null || file.Record.Origin != origin || file.Record.To.Place != ChainPlace.FromSource(facts.Source.Value)
            ? new CheckedMigration(new RecordedMigration(hash, default, 0), Findings.MigrationOther, hash.ToHex())
            : CheckMigration(file, recorded, facts, cache);
    }

    private static CheckedMigration CheckMigration(MigrationFile file, RecordedMigration recorded, ChainFacts facts, VerificationCache cache)
    {
        if (!facts.MigratedAnchors.IsKnown || !facts.LogKeys.IsKnown)
        {
            return new CheckedMigration(recorded, Findings.SourceSilent, facts.MigratedAnchors.IsKnown ? facts.LogKeys.Problem : facts.MigratedAnchors.Problem);
        }

        // In the contract, heads can only grow. So every later anchor extends the log whose heads the retired chains hold.
        var head = file.Checkpoint;
        if (facts.MigratedAnchors.Value.FirstOrDefault(anchor => anchor.NewSize == head.Size && anchor.Root == head.Root) is not { } anchor)
        {
            return new CheckedMigration(recorded, Findings.MigrationNotAnchored, "");
        }

        var keys = facts.LogKeys.Value.Where(key => key.IsGoodAt(anchor.Block.Time)).ToList();
        var isSigned = keys.Exists(key => cache.IsSignedOnlyBy(file.Note, file.Record.Origin, key.PublicKey))
            && keys.Exists(key => cache.IsSignedOnlyBy(file.CheckpointNote, file.Record.Origin, key.PublicKey));
        return isSigned ? new CheckedMigration(recorded, null, "") { File = file, Anchor = anchor } : new CheckedMigration(recorded, Findings.MigrationUnsigned, "");
    }

    /// <summary>The keys and authorities on the trusted chain belong to another time than the bundle, so they must not be used against it.</summary>
    private static ApplicableFacts Blocked(ChainFacts facts, Fault obstacle, string detail, string why) => new()
    {
        Facts = ChainFacts.NotAsked(why) with { Source = facts.Source },
        Asked = facts.Source,
        Obstacle = obstacle,
        Detail = detail,
    };

    /// <summary>The chain that was asked is not the chain of the bundle. Its departments, keys and statuses are different ones.</summary>
    private static ApplicableFacts OnOtherChain(ChainFacts facts, ChainPlace named)
    {
        var place = string.Create(
            CultureInfo.InvariantCulture, $"the bundle names chain {named.ChainId}, registry {named.Registry}, contract {named.LogAnchor}");
        return Blocked(facts, Findings.AnchorElsewhere, place, place);
    }

    /// <summary>A file and the reason why it is not accepted; null when it is accepted.</summary>
    private sealed record CheckedMigration(RecordedMigration Recorded, Fault? Problem, string Detail)
    {
        public MigrationFile? File { get; init; }

        public AnchorFacts? Anchor { get; init; }
    }
}
