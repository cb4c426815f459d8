using System.Collections.Immutable;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Verdicts.Cases;

/// <summary>Cases about bundles of a retired chain, for a verifier who trusts only the next chain.</summary>
internal static class MigrationCases
{
    private const string Silent = "not-run LDG1004";

    private static readonly string[] EarlierChecks = [$"seal {Silent}", $"issuer-authorised {Silent}", $"checkpoint {Silent}"];
    private static readonly string[] LaterChecks = [$"final {Silent}", $"status {Silent}"];
    private static readonly Digest OtherHash = Digest.Sha256([]);
    private static readonly Digest Id = OnChainId.OfRecord(Guid.ParseExact(Recipe.RecordId, "D"));

    public static Dictionary<string, Case> All { get; } = new()
    {
        ["moved, all as it should be"] = Case.Valid(() => Move.Good().Make()),
        ["moved, asked about a time long before"] = Case.Valid(() => Move.Good().Make().AskedAt(Times.Seen)),
        ["moved, asked about the second before the retired chain had seen it"] = Case.CouldNotBeChecked(
            () => Move.Good().Make().AskedAt(Times.Seen - Times.Second), "anchored not-run LDG1030"),
        ["moved, and the record was expired by then"] = Case.NotInForce(() => Move.Good().Make().AskedAt(Times.ValidUntil), "validity failed LDG1027"),

        ["moved, no migration record given"] = Blocked(() => (Move.Good() with { Gives = false }).Make(), "LDG1039"),
        ["moved, the registry was not asked for moves"] = Blocked(
            () => Move.Good().Make().WithAnswers(facts => facts with { Migrations = Answer<ImmutableArray<RecordedMigration>>.Unknown("timeout") }), "LDG1004"),
        ["moved, the registry holds no move yet"] = Blocked(
            () => Move.Good().Make().WithRegistered(held => held with { Migrations = [] }), "LDG1040"),
        ["moved, the registry holds no move and none is given"] = Blocked(
            () => (Move.Good() with { Gives = false }).Make().WithRegistered(held => held with { Migrations = [] }), "LDG1020"),
        ["moved, the registry holds no move, and the record is another department's"] = Blocked(
            () => OfAnotherDepartment().WithRegistered(held => held with { Migrations = [] }), "LDG1020"),
        ["moved, the registry holds no move, and the record leads to another chain"] = Blocked(
            () => LeadingElsewhere().WithRegistered(held => held with { Migrations = [] }), "LDG1020"),
        ["moved, the registry holds no move, and the record is about another chain than the bundle's"] = Blocked(
            () => Move.Good().Make().WithAnchor(anchor => anchor with { ChainId = 99 }).WithRegistered(held => held with { Migrations = [] }), "LDG1020"),
        ["moved, the registry holds another record's hash"] = Blocked(
            () => Move.Good().Make().WithRegistered(held => held with { Migrations = [held.Migrations[0] with { RecordHash = OtherHash }] }), "LDG1040"),
        ["moved, the registry holds a second record that is not given"] = Case.Valid(
            () => Move.Good().Make().WithRegistered(held => held with { Migrations = [.. held.Migrations, held.Migrations[0] with { RecordHash = OtherHash }] })),
        ["moved, the record is another department's"] = Blocked(OfAnotherDepartment, "LDG1040"),
        ["moved, the record leads to another chain"] = Blocked(
            LeadingElsewhere, "LDG1040"),
        ["moved, the record is signed by somebody else"] = Blocked(
            () => Move.Good() is var move ? (move with { Signer = Somebody(move) }).Make() : null!, "LDG1041"),
        ["moved, only the record is signed by somebody else"] = Blocked(
            () => Move.Good() is var move ? (move with { Signer = Somebody(move), CheckpointSigner = move.Signer }).Make() : null!, "LDG1041"),
        ["moved, only the checkpoint of the record is signed by somebody else"] = Blocked(
            () => Move.Good() is var move ? (move with { CheckpointSigner = Somebody(move) }).Make() : null!, "LDG1041"),
        ["moved, the log key that signed is no longer valid on the next chain"] = Blocked(
            () => Move.Good().Make().WithLogKeys(key => key with { Validity = new Validity(Times.Readmitted, Times.Moved) }), "LDG1041"),
        ["moved, the log key that signed is compromised on the next chain"] = Blocked(
            () => Move.Good().Make().WithLogKeys(key => key with { CompromisedSince = Times.Moved }), "LDG1041"),
        ["moved, the log keys are not known"] = Blocked(
            () => Move.Good().Make().WithAnswers(facts => facts with { LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Unknown("timeout") }), "LDG1004"),
        ["moved, nothing anchored on the next chain"] = Blocked(
            () => Move.Good().Make().WithRegistered(held => held with { Anchors = [] }), "LDG1042"),
        ["moved, the root anchored on the next chain at another size"] = Blocked(
            () => Move.Good().Make().WithAnswers(facts => facts with
            {
                MigratedAnchors = Answer<ImmutableArray<AnchorFacts>>.Known([.. facts.MigratedAnchors.Value.Select(held => held with { NewSize = held.NewSize + 1 })]),
            }), "LDG1042"),
        ["moved, another root anchored on the next chain"] = Blocked(
            () => Move.Good().Make().WithHeldAnchors(held => held with { Root = OtherHash }), "LDG1042"),
        ["moved, the anchors of the next chain are not known"] = Blocked(
            () => Move.Good().Make().WithAnswers(facts => facts with { MigratedAnchors = Answer<ImmutableArray<AnchorFacts>>.Unknown("timeout") }), "LDG1004"),
        ["moved, its anchor not final"] = Case.CouldNotBeChecked(() => WithFinal(9), "final not-run LDG1043"),
        ["moved, its recording not final"] = Case.CouldNotBeChecked(() => WithFinal(10), "final not-run LDG1043"),
        ["moved, its recording in the newest final block"] = Case.Valid(() => WithFinal(11)),

        ["moved, the bundle names a root the record does not hold"] = Case.NotGenuine(
            () => Move.Good().Make().WithAnchor(anchor => anchor with { Root = OtherHash }), "anchored failed LDG1019"),
        ["moved, the bundle names a root the record does not hold, and there is another record"] = Case.NotGenuine(
            () => Move.Good().Make().WithAnchor(anchor => anchor with { Root = OtherHash })
                .WithRegistered(held => held with { Migrations = [.. held.Migrations, held.Migrations[0] with { RecordHash = OtherHash }] }),
            [.. EarlierChecks, "anchored failed LDG1019", .. LaterChecks]),
        ["moved, the bundle names another transaction"] = Case.NotGenuine(
            () => Move.Good().Make().WithAnchor(anchor => anchor with { Transaction = OtherHash }), "anchored failed LDG1019"),
        ["moved, the bundle names a block that another anchor has"] = Case.NotGenuine(
            () => Move.Good().Make().WithAnchor(anchor => anchor with { Block = anchor.Block + 1 }), "anchored failed LDG1019"),
        ["moved, the record has no such anchor"] = Case.NotGenuine(
            WithoutTheAnchor, "seal not-run LDG1032", "issuer-authorised not-run LDG1032", "checkpoint not-run LDG1032", "anchored failed LDG1019", "final not-run LDG1021"),
        ["moved, the record has no such anchor, but there is another record"] = Blocked(
            () => WithoutTheAnchor().WithRegistered(held => held with { Migrations = [.. held.Migrations, held.Migrations[0] with { RecordHash = OtherHash }] }), "LDG1039"),
        ["moved, the bundle names a chain the department never was on"] = Blocked(
            () => Move.Good().Make().WithAnchor(anchor => anchor with { ChainId = 99 }), "LDG1020"),

        ["moved, the key was not yet valid when the retired chain saw it"] = Case.NotGenuine(
            () => WithRetiredChain(held => held with { RecordKeys = [.. held.RecordKeys.Select(key => key with { Validity = new Validity(Times.Seen + Times.Second, null) })] }),
            "seal failed LDG1009"),
        ["moved, the key was unknown to the retired chain, but the next chain has it"] = Case.NotGenuine(
            () => (Move.Good() with
            {
                Recording = record => Change(record, chain => chain with { RecordKeys = [] }),
                Registering = held => held with { RecordKeys = Move.Good().Before.Chain.RegistrationOf(Move.Good().Before.Department).RecordKeys },
            }).Make(),
            "seal failed LDG1007"),
        ["moved, the retired chain had another key as well"] = Case.Valid(
            () => WithRetiredChain(held => held with { RecordKeys = [OtherKey, .. held.RecordKeys] })),
        ["moved, the record lists the key twice, and the first counts"] = Case.Valid(
            () => WithRetiredChain(held => held with { RecordKeys = [.. held.RecordKeys, .. held.RecordKeys.Select(key => key with { Validity = new Validity(Times.Left, null) })] })),
        ["moved, the record lists the type twice, and the first counts"] = Case.Valid(
            () => (Move.Good() with
            {
                Recording = record => Change(record, chain => chain with { Types = [.. chain.Types, .. chain.Types.Select(type => type with { Authority = [] })] }),
            }).Make()),
        ["moved, another key was compromised on the retired chain"] = Case.Valid(
            () => WithRetiredChain(held => held with { RecordKeys = [.. held.RecordKeys, OtherKey with { CompromisedSince = Times.Issued }] })),
        ["moved, the key was compromised on the retired chain, and is declared compromised from a later time on the next chain"] = Case.NotGenuine(
            () => (Move.Good() with
            {
                Recording = record => Change(record, chain => chain with { RecordKeys = [.. chain.RecordKeys.Select(key => key with { CompromisedSince = Times.Seen })] }),
                Registering = held => held with
                {
                    RecordKeys = [.. Keys.Select(key => key with { Validity = new Validity(Times.Readmitted, null), CompromisedSince = Times.SeenAgain })],
                },
            }).Make(),
            "seal failed LDG1036"),
        ["moved, another log key is declared compromised later"] = Case.Valid(
            () => (Move.Good() with
            {
                Registering = held => held with
                {
                    LogKeys = [.. held.LogKeys, new LogKeyFacts(Somebody(Move.Good()).Key.PublicKey, new Validity(Times.Readmitted, null)) { CompromisedSince = Times.Issued }],
                },
            }).Make()),
        ["moved, the log key was compromised on the retired chain, and is declared compromised from a later time on the next chain"] = Case.NotGenuine(
            () => RotatedAndCompromised(chain => chain with { LogKeys = [.. chain.LogKeys.Select(key => key with { CompromisedSince = Times.Seen })] }, Times.SeenAgain),
            "checkpoint failed LDG1037"),
        ["moved, the key was compromised on the retired chain"] = Case.NotGenuine(
            () => WithRetiredChain(held => held with { RecordKeys = [.. held.RecordKeys.Select(key => key with { CompromisedSince = Times.Seen })] }), "seal failed LDG1036"),
        ["moved, the key is declared compromised later, from before the retired chain saw it"] = Case.NotGenuine(
            () => WithLaterKeyFacts(key => key with { CompromisedSince = Times.Seen }), "seal failed LDG1036"),
        ["moved, the key is declared compromised later, from after the retired chain saw it"] = Case.Valid(
            () => WithLaterKeyFacts(key => key with { CompromisedSince = Times.Seen + Times.Second })),
        ["moved, whether the key is declared compromised is not known"] = Case.CouldNotBeChecked(
            () => Move.Good().Make().WithAnswers(facts => facts with { RecordKey = Answer<RecordKeyFacts?>.Unknown("timeout") }), $"seal {Silent}"),
        ["moved, the log key is declared compromised later, from before the retired chain saw it"] = Case.NotGenuine(
            () => RotatedAndCompromised(chain => chain, Times.Seen), "checkpoint failed LDG1037"),
        ["moved, not authorised when the retired chain saw it"] = Case.NotGenuine(
            () => (Move.Good() with { Recording = record => Change(record, chain => chain with { Types = [.. chain.Types.Select(type => type with { Authority = [] })] }) }).Make(),
            "issuer-authorised failed LDG1015"),
        ["moved, the department was suspended when the retired chain saw it"] = Case.NotGenuine(
            () => WithRetiredChain(held => held with { Department = held.Department with { SuspendedAt = Times.Seen - Times.Second } }), "issuer-authorised failed LDG1012"),
        ["moved, the department was suspended after"] = Case.Valid(() => Move.Good().Make().WithSuspension(Times.Moved)),
        ["moved, another type was registered there before"] = Case.Valid(
            () => (Move.Good() with
            {
                Recording = record => Change(record, chain => chain with { Types = [new RetiredChainType(new RecordTypeFacts("urn:another", OtherHash), []), .. chain.Types] }),
            }).Make()),
        ["moved, the chain says that the department does not exist"] = Case.NotGenuine(
            () => Move.Good().Make().WithAnswers(facts => facts with { Department = Answer<DepartmentFacts?>.Known(null) }), "issuer-authorised failed LDG1011"),
        ["moved, the type was never registered there"] = Case.NotGenuine(
            () => (Move.Good() with { Recording = record => Change(record, chain => chain with { Types = [] }) }).Make(), "issuer-authorised failed LDG1013"),

        ["moved, revoked on the retired chain"] = Case.NotInForce(() => WithStatuses([(EntryStatus.Revoked, StatusCases.First)], []), "status failed LDG1023"),
        ["moved, revoked on the retired chain and again on the next chain"] = Case.NotInForce(
            () => WithStatuses([(EntryStatus.Revoked, StatusCases.First)], [(EntryStatus.Revoked, Times.Moved)]).AskedAt(StatusCases.First), "status failed LDG1023"),
        ["moved, revoked on the retired chain, asked about the second before"] = Case.Valid(
            () => WithStatuses([(EntryStatus.Revoked, StatusCases.First)], [(EntryStatus.Revoked, Times.Moved)]).AskedAt(StatusCases.First - Times.Second)),
        ["moved, revoked on the retired chain and something else on the next chain"] = Case.NotInForce(
            () => WithStatuses([(EntryStatus.Revoked, StatusCases.First)], [(EntryStatus.Suspended, Times.Moved)]), "status failed LDG1023"),
        ["moved, suspended on the retired chain"] = Case.NotInForce(() => WithStatuses([(EntryStatus.Suspended, StatusCases.First)], [(EntryStatus.Suspended, Times.Moved)]), "status failed LDG1022"),
        ["moved, suspended on the retired chain, reinstated on the next chain"] = Case.Valid(
            () => WithStatuses([(EntryStatus.Suspended, StatusCases.First)], [(EntryStatus.Suspended, Times.Moved), (EntryStatus.Active, Times.Moved + Times.Second)])),
        ["moved, suspended on the retired chain, reinstated on the next chain, asked about the time between"] = Case.NotInForce(
            () => WithStatuses([(EntryStatus.Suspended, StatusCases.First)], [(EntryStatus.Suspended, Times.Moved), (EntryStatus.Active, Times.Moved + Times.Second)]).AskedAt(Times.Left), "status failed LDG1022"),
        ["moved, suspended on the retired chain, and active is the first status on the next chain"] = Case.Valid(
            () => WithStatuses([(EntryStatus.Suspended, StatusCases.First)], [(EntryStatus.Active, Times.Moved)])),
        ["moved, revoked on the next chain"] = Case.NotInForce(() => WithStatuses([], [(EntryStatus.Revoked, Times.Moved)]), "status failed LDG1023"),
        ["moved, revoked on the next chain, asked about the second before"] = Case.Valid(
            () => WithStatuses([], [(EntryStatus.Revoked, Times.Moved)]).AskedAt(Times.Moved - Times.Second)),
        ["moved, the statuses of the next chain are not known"] = Case.CouldNotBeChecked(
            () => Move.Good().Make().WithAnswers(facts => facts with { Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Unknown("timeout") }), $"status {Silent}"),
    };

    private static Case Blocked(Func<Scenario> make, string code) =>
        Case.CouldNotBeChecked(make, [.. EarlierChecks, $"anchored not-run {code}", .. LaterChecks]);

    private static RecordKeyFacts OtherKey => TestChain.Create().RegistrationOf(TestDepartment.Health).RecordKeys[0];

    private static ImmutableArray<RecordKeyFacts> Keys => Move.Good() is var move ? move.Before.Chain.RegistrationOf(move.Before.Department).RecordKeys : [];

    private static INoteSigner Somebody(Move move) => TestDepartment.NewLogKey(move.Before.Department.Origin);

    /// <summary>Changes the data that the retired chain held.</summary>
    private static Scenario WithRetiredChain(Func<Registered, Registered> change)
    {
        var before = Move.Good().Before;
        return new Move(before.WithRegistered(change)).Make();
    }

    private static MigrationRecord Change(MigrationRecord record, Func<RetiredChain, RetiredChain> change) =>
        record with { Chains = [.. record.Chains.Select(change)] };

    private static Scenario LeadingElsewhere() =>
        (Move.Good() with { Recording = record => record with { To = record.To with { Place = record.To.Place with { ChainId = 7 } } } }).Make();

    private static Scenario WithFinal(long number) =>
        Move.Good().Make().WithSource(source => source with { Final = Times.Block(number, Times.Moved) });

    private static Scenario OfAnotherDepartment()
    {
        var made = Move.Good().Make();
        var other = new Move(Recipe.ForDepartment(TestDepartment.Health).Make()).Log();
        return (made with { Migrations = [other] }).WithRegistered(held => held with { Migrations = [held.Migrations[0] with { RecordHash = other.Record.Hash }] });
    }

    /// <summary>A record in which the anchors before and after that of the bundle are merged into one.</summary>
    internal static MigrationRecord WithoutTheAnchor(MigrationRecord record) => Change(record, chain => chain with
    {
        Anchors = AnchorRows.FromAnchors([chain.Anchors[0], chain.Anchors[2] with { OldSize = chain.Anchors[0].NewSize }]),
    });

    internal static Scenario WithoutTheAnchor() => (Move.Good() with { Recording = WithoutTheAnchor }).Make();

    private static Scenario WithLaterKeyFacts(Func<RecordKeyFacts, RecordKeyFacts> change)
    {
        var move = Move.Good();
        var keys = move.Before.Chain.RegistrationOf(move.Before.Department).RecordKeys;
        return (move with { Registering = held => held with { RecordKeys = [.. keys.Select(key => change(key with { Validity = new Validity(Times.Readmitted, null) }))] } }).Make();
    }

    /// <summary>The department signs its migration with a new log key. The previous key turns out to be stolen.</summary>
    private static Scenario RotatedAndCompromised(Func<RetiredChain, RetiredChain> left, DateTimeOffset since)
    {
        var move = Move.Good();
        var next = TestDepartment.NewLogKey(move.Before.Department.Origin);
        return (move with
        {
            Signer = next,
            Recording = record => Change(record, left),
            Registering = held => held with
            {
                LogKeys =
                [
                    .. held.LogKeys.Select(key => key with { CompromisedSince = since }),
                    new LogKeyFacts(next.Key.PublicKey, new Validity(Times.Readmitted, null)),
                ],
            },
        }).Make();
    }

    internal static Scenario WithStatuses((EntryStatus Status, DateTimeOffset At)[] before, (EntryStatus Status, DateTimeOffset At)[] since)
    {
        static ImmutableArray<StatusChangeFacts> Changes((EntryStatus Status, DateTimeOffset At)[] changes) =>
            [.. changes.Select((change, i) => StatusCases.Changed(change.Status, change.At) with { Sequence = i + 1, Block = 12 })];

        return new Move(Move.Good().Before.WithRegistered(held => held with { Statuses = held.Statuses.SetItem(Id, Changes(before)) }))
        {
            Registering = held => held with { Statuses = held.Statuses.SetItem(Id, Changes(since)) },
        }.Make();
    }
}
