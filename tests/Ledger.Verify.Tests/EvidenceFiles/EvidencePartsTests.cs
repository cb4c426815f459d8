using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Bundles;
using Ledger.Verify.Entries;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests.Parsers;
using Ledger.Verify.Tests.Verdicts;

namespace Ledger.Verify.Tests.EvidenceFiles;

/// <summary>Evidence as a list of files: it is read back as it was written, and anything else is not evidence.</summary>
public sealed class EvidencePartsTests
{
    private const int MaxPart = 4 * 1024 * 1024;

    private static readonly ImmutableArray<StatusReason> Reasons =
        [new("2026-05-01T00:00:00Z", "suspended", "to be checked", "clerk 7", 9), new("2026-05-02T00:00:00Z", "revoked", "issued in error", "clerk 8", 10)];

    private static readonly RecordEvidence Good = TestEvidence.Good(TestEvidence.Change(EntryStatus.Revoked, Times.Asked.AddDays(-1), 1)).Make() with { Reasons = Reasons };
    private static readonly RecordEvidence Moved = TestEvidence.AfterAMove(Move.Good()).Make();

    [Fact]
    public void Read_OfWhatWasWritten_IsTheSameEvidence()
    {
        foreach (var evidence in new[] { Good, Moved, Moved with { Migrations = [.. Moved.Migrations, Samples.Migration] } })
        {
            var read = Read(EvidenceParts.Write(evidence));

            Assert.Equal(evidence.Bundle, read.Bundle);
            Assert.Equal(evidence.Type, read.Type);
            Assert.Equal(evidence.Reasons, read.Reasons);
            Assert.Equal(evidence.Migrations.Select(file => file.ToBytes()), read.Migrations.Select(file => file.ToBytes()));
            Assert.Equal(StateJson.Write(evidence.State!).ToJsonString(), StateJson.Write(read.State!).ToJsonString());
            Assert.Equal(FactsJson.Write(evidence.Facts).ToJsonString(), FactsJson.Write(read.Facts).ToJsonString());
            Assert.Equal(Run(evidence).Findings, Run(read).Findings);
        }
    }

    [Fact]
    public void Write_Evidence_HasTheFilesThatItNeedsInAFixedOrder()
    {
        Assert.Equal(["README.txt", "bundle.ledger.json", "type.json", "chain.json", "status.json"], Names(Good));
        Assert.Equal(["README.txt", "bundle.ledger.json", "type.json", "chain.json", "migration-1.bin"], Names(Moved));
        Assert.Equal(["migration-1.bin", "migration-2.bin"], Names(Moved with { Migrations = [.. Moved.Migrations, Samples.Migration] })[^2..]);

        static string[] Names(RecordEvidence evidence) => [.. EvidenceParts.Write(evidence).Select(part => part.Name)];
    }

    [Fact]
    public void Write_ProofOfABlockWithoutSeals_IsTheOneThatOlderProgramsRead()
    {
        var chain = ChainOf(Good);

        Assert.NotNull(chain["proof"]);
        Assert.False(chain.ContainsKey("qbftProof"));
        Assert.Null(ChainOf(Good with { State = null })["proof"]);
        Assert.Null(Read(EvidenceParts.Write(Good with { State = null })).State);
    }

    [Fact]
    public void Write_AtTheLimit_IsWrittenAndBeyondItIsTooLarge()
    {
        var length = EvidenceParts.Write(Good).Sum(part => part.Bytes.Length);

        Assert.Equal(length, EvidenceParts.Write(Good, length).Sum(part => part.Bytes.Length));
        Assert.Equal(RunFaults.EvidenceTooLarge, Assert.Throws<FaultException>(() => EvidenceParts.Write(Good, length - 1)).Fault);
    }

    [Fact]
    public void Read_Parts_AsksForEachWithItsLimit()
    {
        var parts = EvidenceParts.Write(Moved with { Migrations = [.. Moved.Migrations, Samples.Migration] });
        var asked = new List<(string, int)>();

        EvidenceParts.Read((name, limit) =>
        {
            asked.Add((name, limit));
            return parts.SingleOrDefault(part => part.Name == name)?.Bytes.ToArray();
        });

        var (first, second) = (parts[^2].Bytes.Length, parts[^1].Bytes.Length);
        Assert.Equal(
            [
                ("chain.json", MaxPart), ("bundle.ledger.json", RecordBundle.MaxLength), ("type.json", MaxPart),
                ("migration-1.bin", EvidenceParts.MaxLength), ("migration-2.bin", EvidenceParts.MaxLength - first),
                ("migration-3.bin", EvidenceParts.MaxLength - first - second), ("status.json", MaxPart),
            ],
            asked);
    }

    [Theory]
    [InlineData("chain.json")]
    [InlineData("bundle.ledger.json")]
    [InlineData("type.json")]
    public void Read_WithoutAPart_IsNoEvidence(string name) => AssertIs(RunFaults.NotEvidence, Without(name));

    [Fact]
    public void Read_PartThatIsTooLong_IsNoEvidence() =>
        Assert.Equal(RunFaults.NotEvidence, Assert.Throws<FaultException>(() => EvidenceParts.Read((name, _) => throw new FormatException(name))).Fault);

    [Theory]
    [InlineData("\"ledger-evidence/2\"", "LDG8572")]
    [InlineData("\"ledger-evidence/10\"", "LDG8572")]
    [InlineData("\"ledger-backup/1\"", "LDG8571")]
    [InlineData("\"an ledger-evidence/\"", "LDG8571")]
    [InlineData("null", "LDG8571")]
    [InlineData("7", "LDG8571")]
    public void Read_OtherForm_IsTooNewOrNoEvidence(string form, string code)
    {
        var chain = ChainOf(Good);
        chain["form"] = JsonNode.Parse(form);

        Assert.Equal(code, Assert.Throws<FaultException>(() => Read(With("chain.json", chain.ToJsonString()))).Fault.Code);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("{\"form\":\"ledger-evidence/1\"}")]
    [InlineData("{\"form\":\"ledger-evidence/1\",\"form\":\"ledger-evidence/1\"}")]
    public void Read_OtherChainFile_IsNoEvidence(string json) => AssertIs(RunFaults.NotEvidence, With("chain.json", json));

    [Fact]
    public void Read_ChainFileWithARepeatedMember_IsNoEvidence()
    {
        var chain = ChainOf(Good).ToJsonString();

        Assert.Equal(Good.Bundle, Read(With("chain.json", chain)).Bundle);
        AssertIs(RunFaults.NotEvidence, With("chain.json", "{\"form\":\"ledger-evidence/1\"," + chain[1..]));
    }

    // Each of these makes a JSON reader fail in another way.
    [Theory]
    [InlineData("said.source.latest.time", "999999999999999")]
    [InlineData("said.source.latest.hash", "\"0x00\"")]
    [InlineData("said.source.latest.number", "\"1\"")]
    [InlineData("said.source.chainId", "1.5")]
    [InlineData("said.source.registry", "\"0x00\"")]
    [InlineData("said.department.origin", "null")]
    [InlineData("said.logKeys", "7")]
    [InlineData("proof.header", "\"00\"")]
    [InlineData("proof.header", "\"000x\"")]
    [InlineData("proof.header", "\"0xzz\"")]
    [InlineData("proof.header", "null")]
    [InlineData("proof", null)]
    public void Read_ChangedMember_IsNoEvidence(string path, string? value)
    {
        var chain = ChainOf(Good);
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(chain, (json, name) => json[name]!.AsObject());
        parent.Remove(names[^1]);
        if (value is not null)
        {
            parent[names[^1]] = JsonNode.Parse(value);
        }

        AssertIs(RunFaults.NotEvidence, With("chain.json", chain.ToJsonString()));
    }

    [Fact]
    public void Read_DamagedMigrationRecord_IsNoEvidence()
    {
        var parts = EvidenceParts.Write(Moved);
        var damaged = parts[^1] with { Bytes = parts[^1].Bytes.SetItem(0, (byte)(parts[^1].Bytes[0] ^ 1)) };

        AssertIs(RunFaults.NotEvidence, parts.SetItem(parts.Length - 1, damaged));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("{\"form\":7,\"changes\":[]}")]
    [InlineData("{\"form\":\"ledger-evidence-status/2\",\"changes\":[]}")]
    [InlineData("{\"form\":\"ledger-evidence-status/1\",\"changes\":7}")]
    [InlineData("{\"changes\":[]}")]
    public void Read_OtherReasons_AreNoEvidence(string json) => AssertIs(RunFaults.NotEvidence, With("status.json", json));

    // The reasons are not proven, so a member that is missing or of another type is left empty.
    [Theory]
    [InlineData("{}", -1)]
    [InlineData("{\"at\":7,\"status\":7,\"reason\":[],\"by\":null,\"entry\":\"9\"}", -1)]
    [InlineData("{\"entry\":null}", -1)]
    [InlineData("{\"entry\":0}", 0)]
    public void Read_ReasonWithoutItsMembers_IsEmpty(string row, long entry) => Assert.Equal(
        [new StatusReason("", "", "", "", entry)],
        Read(With("status.json", $$"""{"form":"ledger-evidence-status/1","changes":[{{row}},7]}""")).Reasons);

    [Fact]
    public void Read_NoReasons_IsEmpty() => Assert.Empty(Read(Without("status.json")).Reasons);

    [Fact]
    public void Write_Readme_NamesTheFilesThatAreThere()
    {
        Assert.Equal((true, false), Named(Good));
        Assert.Equal((false, true), Named(Moved));

        static (bool HasReasons, bool HasMigration) Named(RecordEvidence evidence)
        {
            var readme = EvidenceReadme.Write(evidence);
            return (readme.Contains("status.json", StringComparison.Ordinal), readme.Contains("migration-1.bin", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Write_Readme_SaysWhatIsProven()
    {
        Assert.Contains("Status and anchored root follow from the block's hash.", EvidenceReadme.Write(Good), StringComparison.Ordinal);
        Assert.Contains("Status and the recorded migration follow from the block's hash.", EvidenceReadme.Write(Moved), StringComparison.Ordinal);
        Assert.Contains("it gave no proof.", EvidenceReadme.Write(Good with { State = null }), StringComparison.Ordinal);
        Assert.DoesNotContain("validators", EvidenceReadme.Write(Good), StringComparison.Ordinal);
        Assert.Contains("60  2026-06-01T12:00:00Z  " + Good.Facts.Source.Value.Latest.Hash.ToHex(), EvidenceReadme.Write(Good), StringComparison.Ordinal);
    }

    private static EvidenceReport Run(RecordEvidence evidence) =>
        EvidenceCheck.Run(evidence, new ExpectedBlock(evidence.Facts.Source.Value.Latest.Hash, null), asOf: null);

    private static RecordEvidence Read(ImmutableArray<EvidencePart> parts) =>
        EvidenceParts.Read((name, _) => parts.SingleOrDefault(part => part.Name == name)?.Bytes.ToArray());

    private static void AssertIs(Fault fault, ImmutableArray<EvidencePart> parts) => Assert.Equal(fault, Assert.Throws<FaultException>(() => Read(parts)).Fault);

    private static ImmutableArray<EvidencePart> Without(string name) => EvidenceParts.Write(Good).RemoveAll(part => part.Name == name);

    private static ImmutableArray<EvidencePart> With(string name, string text) => Without(name).Add(new EvidencePart(name, [.. Encoding.UTF8.GetBytes(text)]));

    private static JsonObject ChainOf(RecordEvidence evidence) =>
        JsonNode.Parse(EvidenceParts.Write(evidence).Single(part => part.Name == "chain.json").Bytes.AsSpan())!.AsObject();
}
