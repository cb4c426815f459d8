using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.EvidenceFiles;

/// <summary>The answers of a chain are written into evidence and read back.</summary>
public sealed class FactsJsonTests
{
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeSeconds(1_770_000_000);
    private static readonly Digest Hash = Digest.Sha256(Encoding.ASCII.GetBytes("a"));

    [Fact]
    public void Write_KeysDeclaredCompromised_AreReadAsSuch()
    {
        var read = Again(FactsWith(Time));

        Assert.Equal(Time, read.RecordKey.Value!.CompromisedSince);
        Assert.Equal(Time, read.LogKeys.Value.Single().CompromisedSince);
    }

    [Fact]
    public void Write_KeysNotCompromised_HaveNoCompromiseMember()
    {
        var json = FactsJson.Write(FactsWith(null));

        Assert.False(json["recordKey"]!.AsObject().ContainsKey("compromisedSince"));
        Assert.False(json["logKeys"]![0]!.AsObject().ContainsKey("compromisedSince"));
    }

    [Fact]
    public void Read_EvidenceWithoutCompromiseMember_HasNoCompromisedKeys()
    {
        var read = Again(FactsWith(null));

        Assert.Null(read.RecordKey.Value!.CompromisedSince);
        Assert.Null(read.LogKeys.Value.Single().CompromisedSince);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"soon\"")]
    public void Read_CompromiseThatIsNoTime_IsRefused(string value)
    {
        var json = FactsJson.Write(FactsWith(Time)).ToJsonString().Replace(
            "\"compromisedSince\":1770000000", $"\"compromisedSince\":{value}", StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json);

        Assert.Throws<InvalidOperationException>(() => FactsJson.Read(document.RootElement));
    }

    [Fact]
    public void Write_MigrationsAskedFor_AreReadBack()
    {
        var anchor = new AnchorFacts(5, 12, Hash, Hash, new ChainBlock(6, Hash, Time));
        var facts = FactsWith(null) with
        {
            Migrations = Answer<ImmutableArray<RecordedMigration>>.Known([new RecordedMigration(Hash, Time, 4)]),
            MigratedAnchors = Answer<ImmutableArray<AnchorFacts>>.Known([anchor]),
        };

        var read = Again(facts);

        Assert.Equal(new RecordedMigration(Hash, Time, 4), Assert.Single(read.Migrations.Value));
        Assert.Equal(anchor, Assert.Single(read.MigratedAnchors.Value));
    }

    [Fact]
    public void Write_MigrationsNotAskedFor_StayUnknown()
    {
        var read = Again(FactsWith(null));

        Assert.False(read.Migrations.IsKnown || read.MigratedAnchors.IsKnown);
    }

    [Theory]
    [InlineData(EntryStatus.Superseded, "3")]
    [InlineData((EntryStatus)5, "5")]
    [InlineData((EntryStatus)255, "255")]
    public void Write_Status_IsItsNumberAndIsReadBack(EntryStatus status, string number)
    {
        var change = new StatusChangeFacts(status, Time, 6, 1, Hash);
        var facts = FactsWith(null) with { Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Known([change]) };

        Assert.Equal(number, FactsJson.Write(facts)["statuses"]![0]!["status"]!.ToJsonString());
        Assert.Equal(change, Assert.Single(Again(facts).Statuses.Value));
    }

    // Every member has a value of its own, so that no two can be confused.
    [Fact]
    public void Write_EveryAnswer_IsReadBack()
    {
        var facts = Everything();

        var read = Again(facts);

        var source = facts.Source.Value;
        Assert.Equal(source.Endpoints, read.Source.Value.Endpoints);
        Assert.Equal(source, read.Source.Value with { Endpoints = source.Endpoints });
        Assert.Equal(facts.Department.Value, read.Department.Value);
        Assert.Equal(facts.RecordKey.Value!.PublicKey, read.RecordKey.Value!.PublicKey);
        Assert.Equal(facts.RecordKey.Value, read.RecordKey.Value with { PublicKey = facts.RecordKey.Value.PublicKey });
        Assert.Equal(facts.RecordType.Value, read.RecordType.Value);
        Assert.Equal(facts.Authority.Value, read.Authority.Value);
        Assert.Equal(facts.RootAtSize.Value, read.RootAtSize.Value);
        Assert.Equal(facts.Anchor.Value, read.Anchor.Value);
        Assert.Equal(facts.LaterInBlock.Value, read.LaterInBlock.Value);
        Assert.Equal(facts.ImpossibleHead.Value, read.ImpossibleHead.Value);
    }

    [Fact]
    public void Write_AnswersThatFoundNothing_AreReadBackAsNothing()
    {
        var read = Again(Everything() with
        {
            Department = Answer<DepartmentFacts?>.Known(null),
            RecordKey = Answer<RecordKeyFacts?>.Known(null),
            RecordType = Answer<RecordTypeFacts?>.Known(null),
            RootAtSize = Answer<Digest?>.Known(null),
            Anchor = Answer<AnchorFacts?>.Known(null),
            ImpossibleHead = Answer<ImpossibleHead?>.Known(null),
        });

        Assert.Equal<object?>([null, null, null, null, null], [read.Department.Value, read.RecordKey.Value, read.RecordType.Value, read.RootAtSize.Value, read.Anchor.Value]);
        Assert.False(read.ImpossibleHead.IsKnown);
    }

    // Older evidence has none of these members.
    [Fact]
    public void Write_QuestionsThatWereNotAsked_StayOpen()
    {
        var json = FactsJson.Write(FactsWith(null));

        Assert.All(["migrations", "migratedAnchors", "laterInBlock", "impossibleHead"], name => Assert.False(json.ContainsKey(name)));
        var read = Again(FactsWith(null));
        Assert.False(read.LaterInBlock.IsKnown || read.ImpossibleHead.IsKnown);
    }

    // One list says nothing without the other.
    [Fact]
    public void Write_OneOfTheListsAboutMigrations_IsLeftOut()
    {
        var anchors = FactsWith(null) with { MigratedAnchors = Answer<ImmutableArray<AnchorFacts>>.Known([]) };
        var migrations = FactsWith(null) with { Migrations = Answer<ImmutableArray<RecordedMigration>>.Known([]) };

        Assert.All([anchors, migrations], facts => Assert.False(Again(facts).Migrations.IsKnown || Again(facts).MigratedAnchors.IsKnown));
    }

    private static ChainFacts Everything()
    {
        static Digest Of(string text) => Digest.Sha256(Encoding.ASCII.GetBytes(text));
        static ChainAddress Address(char digit) => Verdicts.TestChain.Address(digit);
        var (latest, final) = (new ChainBlock(8, Of("latest"), Time), new ChainBlock(7, Of("final"), Time.AddSeconds(-3)));
        var validity = new Validity(Time.AddSeconds(-9), Time.AddSeconds(-4));
        return FactsWith(null) with
        {
            Source = Answer<ChainSource>.Known(new ChainSource(31337, Address('1'), Address('2'), Address('3'), latest, final, "depth:12", ["http://a.example", "http://b.example"])),
            Department = Answer<DepartmentFacts?>.Known(new DepartmentFacts("a.example/log", "https://a.example", Address('4'), Time.AddSeconds(-8), Time.AddSeconds(-5))),
            RecordKey = Answer<RecordKeyFacts?>.Known(new RecordKeyFacts(Of("key"), 2, [1, 2, 3], validity)),
            RecordType = Answer<RecordTypeFacts?>.Known(new RecordTypeFacts("https://a.example/vct/x/1", Of("type"))),
            Authority = Answer<ImmutableArray<Validity>>.Known([validity, new Validity(Time, null)]),
            RootAtSize = Answer<Digest?>.Known(Of("root")),
            Anchor = Answer<AnchorFacts?>.Known(new AnchorFacts(5, 12, Of("anchored"), Of("transaction"), new ChainBlock(6, Of("anchor"), Time.AddSeconds(-6)))),
            LaterInBlock = Answer<ImmutableArray<ValidityChange>>.Known([new ValidityChange(ValidityChangeKind.RecordKeyClosed, Of("subject"))]),
            ImpossibleHead = Answer<ImpossibleHead?>.Known(new ImpossibleHead(ulong.MaxValue, 5)),
        };
    }

    private static ChainFacts Again(ChainFacts facts)
    {
        using var document = JsonDocument.Parse(FactsJson.Write(facts).ToJsonString());
        return FactsJson.Read(document.RootElement);
    }

    internal static ChainFacts FactsWith(DateTimeOffset? compromisedSince)
    {
        var block = new ChainBlock(7, Hash, Time);
        var validity = new Validity(Time, null);
        return new ChainFacts
        {
            Source = Answer<ChainSource>.Known(new ChainSource(31337, default, default, default, block, block, "instant", ["http://127.0.0.1:8545"])),
            Department = Answer<DepartmentFacts?>.Known(null),
            LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Known([new LogKeyFacts([.. new byte[32]], validity) { CompromisedSince = compromisedSince }]),
            RecordKey = Answer<RecordKeyFacts?>.Known(
                new RecordKeyFacts(Hash, 1, [.. new byte[64]], validity) { CompromisedSince = compromisedSince }),
            RecordType = Answer<RecordTypeFacts?>.Known(null),
            Authority = Answer<ImmutableArray<Validity>>.Known([validity]),
            RootAtSize = Answer<Digest?>.Known(Hash),
            Anchor = Answer<AnchorFacts?>.Known(null),
            Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Known([]),
        };
    }
}
