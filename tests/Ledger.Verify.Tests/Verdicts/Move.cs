using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>A department moves from one chain to another. Tests change one property of the move. Making it writes to the log.</summary>
internal sealed record Move(Scenario Before)
{
    public INoteSigner Signer { get; init; } = Before.Department.LogKey;

    /// <summary>The signer of the checkpoint of the record. Null if it is the signer of the record.</summary>
    public INoteSigner? CheckpointSigner { get; init; }

    public Func<MigrationRecord, MigrationRecord> Recording { get; init; } = record => record;

    /// <summary>Changes the registration of the department on the next chain.</summary>
    public Func<Registered, Registered> Registering { get; init; } = registered => registered;

    /// <summary>Whether the verifier has the migration record.</summary>
    public bool Gives { get; init; } = true;

    /// <summary>The chain that the verifier trusts after the move.</summary>
    public static ChainSource Next { get; } = new(
        31338, TestChain.Address('4'), TestChain.Address('5'), TestChain.Address('6'), Times.Block(20, Times.Asked), Times.Block(20, Times.Asked),
        "instant", ["http://127.0.0.1:9545"]);

    public static NextChain To { get; } = new(ChainPlace.FromSource(Next), Next.RecordStatus, Digest.Sha256("genesis of the next"u8));

    public static Move Good() => new(new Recipe().Make());

    /// <summary>Returns what the retired chain holds about a department.</summary>
    public static RetiredChain Leave(TestChain chain, TestDepartment department)
    {
        var held = chain.RegistrationOf(department);
        var statuses = held.Statuses.SelectMany(pair => pair.Value.Select(change => (Record: pair.Key, Change: change)))
            .OrderBy(one => one.Change.At).Select((one, i) => (one.Record, one.Change with { Sequence = i + 1 })).ToList();
        return new RetiredChain
        {
            Place = ChainPlace.FromSource(chain.Source),
            RecordStatus = chain.Source.RecordStatus,
            Genesis = Digest.Sha256(Encoding.UTF8.GetBytes($"genesis {chain.Source.ChainId}")),
            Finality = "instant",
            Final = Times.Block(58, Times.Left),
            AdmittedAt = held.Department.AdmittedAt,
            SuspendedAt = held.Department.SuspendedAt,
            LogKeys = held.LogKeys,
            RecordKeys = held.RecordKeys,
            Types = [.. held.Authority.Select(pair => new RetiredChainType(chain.Types[pair.Key], pair.Value))],
            Anchors = AnchorRows.FromAnchors(held.Anchors),
            Statuses = StatusRows.FromChanges(statuses),
        };
    }

    /// <summary>Makes the migration record, signs it and logs it.</summary>
    public MigrationFile Log()
    {
        var record = Recording(new MigrationRecord { Origin = Before.Department.Origin, Chains = [Leave(Before.Chain, Before.Department)], To = To });
        return Log(Before.Log, record, Signer, CheckpointSigner ?? Signer);
    }

    public static MigrationFile Log(TestLog log, MigrationRecord record, INoteSigner signer) => Log(log, record, signer, signer);

    private static MigrationFile Log(TestLog log, MigrationRecord record, INoteSigner signer, INoteSigner checkpointSigner)
    {
        var note = SignedNote.Sign(record.NoteText, signer);
        var salt = RandomNumberGenerator.GetBytes(Commitment.SaltLength);
        var entry = new LogEntry(
            Times.Left.ToUnixTimeMilliseconds(), Commitment.Compute(salt, Encoding.UTF8.GetBytes(note.ToString())), "019ab000-0000-7000-8000-00000000aaaa",
            EntryKind.Migration, null);
        var index = log.Append(entry);
        return MigrationFile.Create(
            record, note, [.. salt], Encoding.UTF8.GetString(entry.ToUtf8()), log.Prove(index, log.Size, checkpointSigner), log.ProveGrowth(record.Head.Size, log.Size));
    }

    /// <summary>Returns the same bundle for a verifier who trusts only the next chain.</summary>
    public Scenario Make()
    {
        var file = Log();
        return Arrive(Before, file, Registering) with { Migrations = Gives ? [file] : [] };
    }

    public static Scenario Arrive(Scenario before, MigrationFile file, Func<Registered, Registered> registering)
    {
        var chain = new TestChain(Next).Knowing(TestDepartment.StudentStatus).Admitting(before.Department);
        var registered = chain.RegistrationOf(before.Department);
        var since = new Validity(Times.Readmitted, null);
        registered = registering(registered with
        {
            Department = registered.Department with { AdmittedAt = Times.Readmitted },
            LogKeys = [.. registered.LogKeys.Select(key => key with { Validity = since })],
            RecordKeys = [], // Old keys need not be registered again.
            Authority = ImmutableDictionary<Digest, ImmutableArray<Validity>>.Empty,
            Anchors = [new AnchorFacts(0, file.Checkpoint.Size, file.Checkpoint.Root, Digest.Sha256("moved"u8), Times.Block(10, Times.Moved))],
            Migrations = [new RecordedMigration(file.Record.Hash, Times.Moved, 11)],
        });
        return before with { Chain = chain.With(registered) };
    }
}
