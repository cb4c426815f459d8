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
