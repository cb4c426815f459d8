using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.EvidenceFiles;

/// <summary>Evidence as of a block that Besu sealed, and the result of the check after any change to its header.</summary>
public sealed class QbftEvidenceTests
{
    // The commit seals are just before the mix hash: 65 bytes and two length bytes each. The fields after them take 42 bytes.
    private const int AfterSeals = 42;
    private const int SealLength = 67;

    private static readonly JsonNode Vector = JsonNode.Parse(JsonVectors.Read("Evidence", "vectors", "qbft-block-1.json").GetRawText())!;

    private static readonly ExpectedBlock Unknown = new(null, null);

    private static readonly ImmutableArray<ChainAddress> Validators =
        [.. Vector["validators"]!.AsArray().Select(text => ChainAddress.TryParse((string?)text, out var address) ? address : throw new FormatException())];

    private static readonly ImmutableArray<byte> Header = [.. Convert.FromHexString(((string)Vector["header"]!)[2..])];

    [Fact]
    public void Run_BlockSealedByThreeOfFour_IsProvenAndNamesTheSourceOfTheList()
    {
        var report = EvidenceCheck.Run(With(Header), Unknown, asOf: null);

        Assert.True(Finding(report, "proof").Passed);
        var seals = Finding(report, "seals");
        Assert.True(seals.Passed);
        Assert.StartsWith("3 of the 4 validators", seals.Text.En, StringComparison.Ordinal);
        Assert.Contains("comes from the block itself", seals.Text.En, StringComparison.Ordinal);
        Assert.Contains("取自区块头本身", seals.Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AByteOfTheHeaderChanged_IsNotProven()
    {
        var (contradicts, unproven) = (0, 0);
        for (var place = 0; place < Header.Length; place += 13)
        {
            var proof = Finding(EvidenceCheck.Run(With(Header.SetItem(place, (byte)(Header[place] ^ 1))), Unknown, asOf: null), "proof").Passed;

            Assert.NotEqual(true, proof);
            (contradicts, unproven) = proof is null ? (contradicts, unproven + 1) : (contradicts + 1, unproven);
        }

        Assert.True(contradicts > 30 && unproven > 10, $"{contradicts} contradict themselves, {unproven} prove nothing");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Run_OneSealDamaged_ProvesNothingAndIsNotFalse(int seal)
    {
        var place = Header.Length - AfterSeals - (seal * SealLength) - 10;

        var report = EvidenceCheck.Run(With(Header.SetItem(place, (byte)(Header[place] ^ 1))), Unknown, asOf: null);

        Assert.Null(Finding(report, "seals").Passed);
        Assert.Null(Finding(report, "proof").Passed);
        Assert.Contains("it proves nothing", Finding(report, "seals").Text.En, StringComparison.Ordinal);
        Assert.Contains("不足以证明", Finding(report, "seals").Text.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(3, null)]
    public void Run_KnownValidators_AreComparedAndADifferenceIsNoContradiction(int known, bool? passed)
    {
        var report = EvidenceCheck.Run(With(Header), new ExpectedBlock(null, [.. Validators.Take(known).Reverse()]), asOf: null);

        Assert.Equal(passed, Finding(report, "validators").Passed);
        Assert.Equal(passed, Finding(report, "block").Passed); // The block is compared with the seals of known validators.
        Assert.Matches("[一-鿿]", Finding(report, "validators").Text.Zh);
        Assert.True(Finding(report, "proof").Passed);
    }

    [Fact]
    public void Run_NoExpectedBlock_IsNotChecked()
    {
        var alone = EvidenceCheck.Run(With(Header), Unknown, asOf: null);

        Assert.Null(Finding(alone, "block").Passed);
        Assert.Contains("--block-hash", Finding(alone, "block").Text.En, StringComparison.Ordinal);
        Assert.Contains("--block-hash", Finding(alone, "block").Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ValidatorsThatAreNotKnown_AreNotCompared() =>
        Assert.DoesNotContain(EvidenceCheck.Run(With(Header), Unknown, asOf: null).Findings, finding => finding.Name == "validators");

    [Fact]
    public void Run_SealedBlockWithTheHashOfAnother_IsFalse()
    {
        var evidence = With(Header);
        var source = evidence.Facts.Source.Value;
        var other = evidence with { Facts = evidence.Facts with { Source = Answer<ChainSource>.Known(source with { Latest = source.Latest with { Hash = Digest.Sha256([1]) } }) } };

        Assert.False(Finding(EvidenceCheck.Run(other, Unknown, asOf: null), "proof").Passed);
    }

    // The seals belong to the block in the header, and the answers are as of another one.
    [Fact]
    public void Run_SealsOfKnownValidatorsOnAnotherBlock_DoNotConfirmTheBlock()
    {
        var evidence = With(Header);
        var source = evidence.Facts.Source.Value;
        var other = evidence with { Facts = evidence.Facts with { Source = Answer<ChainSource>.Known(source with { Latest = source.Latest with { Hash = Digest.Sha256([1]) } }) } };

        Assert.True(Finding(EvidenceCheck.Run(evidence, new ExpectedBlock(null, Validators), asOf: null), "block").Passed);
        Assert.Null(Finding(EvidenceCheck.Run(other, new ExpectedBlock(null, Validators), asOf: null), "block").Passed);
    }

    [Fact]
    public void Run_TooFewSealsOfKnownValidators_DoNotConfirmTheBlock()
    {
        var place = Header.Length - AfterSeals - 10;

        var report = EvidenceCheck.Run(With(Header.SetItem(place, (byte)(Header[place] ^ 1))), new ExpectedBlock(null, Validators), asOf: null);

        Assert.Null(Finding(report, "block").Passed);
    }

    [Fact]
    public void Run_EvidenceOfAnotherChain_HasNoFindingAboutSeals() =>
        Assert.DoesNotContain(EvidenceCheck.Run(With(Header) with { State = null }, Unknown, asOf: null).Findings, finding => finding.Name == "seals");

    [Fact]
    public void Read_OfWhatWasWritten_HasTheWholeHeaderAndIsProvenAgain()
    {
        var parts = EvidenceParts.Write(With(Header));

        var read = Read(parts);

        Assert.Equal(Header, read.State!.Header);
        Assert.True(Finding(EvidenceCheck.Run(read, Unknown, asOf: null), "proof").Passed);
    }

    // A program that cannot hash QBFT headers reads "proof". It must not find one, or it would call the proof false.
    [Fact]
    public void Write_QbftProof_IsNotFoundByOlderPrograms()
    {
        var chain = ChainOf(EvidenceParts.Write(With(Header)));

        Assert.Equal("ledger-evidence/1", (string?)chain["form"]);
        Assert.True(chain.ContainsKey("proof") && chain["proof"] is null);
        Assert.Equal((string?)Vector["header"], (string?)chain["qbftProof"]!["header"]);
    }

    [Fact]
    public void Read_TwoProofs_IsNoEvidence()
    {
        var parts = EvidenceParts.Write(With(Header));
        var chain = ChainOf(parts);
        chain["proof"] = chain["qbftProof"]!.DeepClone();
        var changed = new EvidencePart("chain.json", [.. Encoding.UTF8.GetBytes(chain.ToJsonString())]);

        var refusal = Assert.Throws<FaultException>(() => Read(parts.RemoveAll(part => part.Name == changed.Name).Add(changed)));

        Assert.Equal(RunFaults.NotEvidence, refusal.Fault);
    }

    [Fact]
    public void Write_ASealedBlock_NamesTheValidatorsAndWhatTheyDoNotProve()
    {
        var readme = EvidenceReadme.Write(With(Header));

        Assert.All(Vector["validators"]!.AsArray(), validator => Assert.Contains((string)validator!, readme, StringComparison.Ordinal));
        Assert.Equal(3, readme.Split("sealed 已封签").Length - 1);
        Assert.Contains("this does not show whose chain it is", readme, StringComparison.Ordinal);
        Assert.Contains("不能说明这是谁的链", readme, StringComparison.Ordinal);
        Assert.Contains("follow from the block's hash", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ABlockWithTooFewSeals_DoesNotCallItProven()
    {
        var place = Header.Length - AfterSeals - 10;

        var readme = EvidenceReadme.Write(With(Header.SetItem(place, (byte)(Header[place] ^ 1))));

        Assert.Contains("too few validators sealed", readme, StringComparison.Ordinal);
        Assert.DoesNotContain("follow from the block's hash", readme, StringComparison.Ordinal);
    }

    private static RecordEvidence Read(ImmutableArray<EvidencePart> parts) =>
        EvidenceParts.Read((name, _) => parts.SingleOrDefault(part => part.Name == name)?.Bytes.ToArray());

    private static JsonObject ChainOf(ImmutableArray<EvidencePart> parts) =>
        JsonNode.Parse(parts.Single(part => part.Name == "chain.json").Bytes.AsSpan())!.AsObject();

    private static EvidenceFinding Finding(EvidenceReport report, string name) => report.Findings.Single(finding => finding.Name == name);

    /// <summary>Evidence that contains only the block, with an unreadable bundle, because only the findings about the block matter here.</summary>
    private static RecordEvidence With(ImmutableArray<byte> header)
    {
        var facts = FactsJsonTests.FactsWith(null);
        Assert.True(Digest.TryParseHex((string?)Vector["hash"], out var hash));
        var block = new ChainBlock(1, hash, DateTimeOffset.FromUnixTimeSeconds((long)Vector["timestamp"]!));
        var source = facts.Source.Value with { Latest = block, Final = block };
        return new RecordEvidence([1, 2], [3], facts with { Source = Answer<ChainSource>.Known(source) }, new StateEvidence(header, []), []);
    }
}
