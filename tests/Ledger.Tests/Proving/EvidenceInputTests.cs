using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Ledger.Proving;
using Ledger.Verify.Chain;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Proving;

/// <summary>The allowed lengths of evidence, when it is written and when it is read.</summary>
public sealed class EvidenceInputTests
{
    private static readonly RecordEvidence Small = new([1, 2], [3], Facts(), null, []);

    [Fact]
    public void Write_LongerThanAllowed_IsRefused()
    {
        var refusal = Assert.Throws<FaultException>(() => EvidenceInput.Pack(Small, limit: 1000));

        Assert.Equal("LDG8573", refusal.Fault.Code);
        Assert.Matches("[一-鿿]", refusal.Fault.Title.Zh);
    }

    [Fact]
    public void Read_WrittenEvidence_IsEqual()
    {
        var read = EvidenceInput.Read("one", EvidenceInput.Pack(Small));

        Assert.Equal([1, 2], read.Bundle);
        Assert.Equal([3], read.Type);
        Assert.Null(read.State);
        Assert.Empty(read.Migrations);
    }

    [Theory]
    [InlineData("type.json", 5 * 1024 * 1024)]
    [InlineData("chain.json", 5 * 1024 * 1024)]
    [InlineData("bundle.ledger.json", 2 * 1024 * 1024)]
    [InlineData("migration-1.bin", 1)]
    public void Read_PartTooLongOrMalformed_Throws(string part, int length)
    {
        using var file = new MemoryStream();
        file.Write(EvidenceInput.Pack(Small));
        using (var archive = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry(part)?.Delete();
            using var stream = archive.CreateEntry(part, CompressionLevel.Fastest).Open();
            var zeros = new byte[1024 * 1024];
            for (var left = length; left > 0; left -= zeros.Length)
            {
                stream.Write(zeros.AsSpan(0, Math.Min(left, zeros.Length)));
            }
        }

        var refusal = Assert.Throws<FaultException>(() => EvidenceInput.Read("one", file.ToArray()));

        Assert.Equal("LDG8571", refusal.Fault.Code);
    }

    private static ChainFacts Facts()
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(1_770_000_000);
        var block = new ChainBlock(7, Digest.Sha256(Encoding.ASCII.GetBytes("a")), time);
        return new ChainFacts
        {
            Source = Answer<ChainSource>.Known(new ChainSource(31337, default, default, default, block, block, "instant", ["http://127.0.0.1:8545"])),
            Department = Answer<DepartmentFacts?>.Known(null),
            LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Known([]),
            RecordKey = Answer<RecordKeyFacts?>.Known(null),
            RecordType = Answer<RecordTypeFacts?>.Known(null),
            Authority = Answer<ImmutableArray<Validity>>.Known([new Validity(time, null)]),
            RootAtSize = Answer<Digest?>.Known(null),
            Anchor = Answer<AnchorFacts?>.Known(null),
            Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Known([]),
        };
    }
}
