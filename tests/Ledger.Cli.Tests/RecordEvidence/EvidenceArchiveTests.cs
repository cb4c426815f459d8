using System.IO.Compression;
using Ledger.Cli.Output;
using Ledger.Cli.RecordEvidence;

namespace Ledger.Cli.Tests.RecordEvidence;

/// <summary>How long evidence may be, when it is written and when it is read.</summary>
public sealed class EvidenceArchiveTests
{
    private static readonly Evidence Small = new([1, 2], [3], FactsJsonTests.FactsWith(null), null, []);

    [Fact]
    public void Write_LongerThanAllowed_IsRefused()
    {
        var refusal = Assert.Throws<CliException>(() => EvidenceArchive.Write(Small, limit: 1000));

        Assert.Equal("LDG8573", refusal.Fault.Code);
        Assert.Matches("[一-鿿]", refusal.Fault.Title.Zh);
    }

    [Fact]
    public void Read_OfWhatWasWritten_IsTheSame()
    {
        var read = EvidenceArchive.Read("one", EvidenceArchive.Write(Small));

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
    public void Read_APartTooLongOrNotOfItsForm_IsNoEvidence(string part, int length)
    {
        using var file = new MemoryStream();
        file.Write(EvidenceArchive.Write(Small));
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

        var refusal = Assert.Throws<CliException>(() => EvidenceArchive.Read("one", file.ToArray()));

        Assert.Equal("LDG8571", refusal.Fault.Code);
    }
}
