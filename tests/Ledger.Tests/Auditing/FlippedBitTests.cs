using Ledger.Auditing;

namespace Ledger.Tests.Auditing;

/// <summary>An audit finds one flipped bit in any file of a log and names its place.</summary>
public sealed class FlippedBitTests
{
    private const int BigSize = 65_537;

    private static readonly Lazy<ForeignLog> BigLog = new(() => ForeignLog.OfSize(BigSize));

    public static TheoryData<int> Sizes => [1, 2, 255, 256, 257, 512, 600];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Audit_AnyFlippedBit_IsFoundAtItsPlace(int size)
    {
        var log = ForeignLog.OfSize(size);
        foreach (var path in log.Files.Keys.Order(StringComparer.Ordinal))
        {
            // Every byte of small files, and a stride through large ones that covers length fields and texts. The bit varies with the byte.
            for (var place = 0; place < log.Files[path].Length; place += log.Files[path].Length < 300 ? 1 : 31)
            {
                await AssertFoundAsync(log, path, place, place % 8);
            }
        }
    }

    [Theory]
    [InlineData("tile/entries/000", 0)]
    [InlineData("tile/entries/255", 4242)]
    [InlineData("tile/entries/256.p/1", 9)]
    [InlineData("tile/0/128", 8191)]
    [InlineData("tile/0/256.p/1", 0)]
    [InlineData("tile/1/000", 8000)]
    [InlineData("tile/2/000.p/1", 17)]
    public async Task Audit_FlippedBitInALogOfThreeLevels_IsFoundAtItsPlace(string path, int place) =>
        await AssertFoundAsync(BigLog.Value, path, place, 3);

    private static async Task AssertFoundAsync(ForeignLog log, string path, int place, int bit)
    {
        var damaged = new DamagedFile(log, path, place, bit);

        var report = await new LogAudit(damaged, ForeignLog.Key).RunAsync(new LogAuditOptions(), TestContext.Current.CancellationToken);

        Assert.NotNull(report);
        var finding = Assert.Single(report.Findings);
        Assert.Equal(path, finding.Path);
        if (path == "checkpoint")
        {
            Assert.Contains(finding.Fault.Code, (string[])["LDG3201", "LDG3202", "LDG3203", "LDG3204"]);
            return;
        }

        var (first, last) = EntriesAt(log, path, place);
        Assert.Equal(first, finding.First);
        Assert.True(finding.Last >= last);
        Assert.True(report.IsRootConfirmed);
    }

    /// <summary>The entries that a byte of a file belongs to.</summary>
    private static (long First, long Last) EntriesAt(ForeignLog log, string path, int place)
    {
        var parts = path.Split('/');
        var index = int.Parse(parts[2].AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture);
        if (parts[1] != "entries")
        {
            var span = 1L << (8 * (parts[1][0] - '0'));
            var first = ((index * 256L) + (place / 32)) * span;
            return (first, first + span - 1);
        }

        var entry = index * 256;
        for (var end = log.Entries[entry].Length + 2; place >= end; end += log.Entries[entry].Length + 2)
        {
            entry++;
        }

        return (entry, entry);
    }

    /// <summary>A log with one flipped bit.</summary>
    private sealed class DamagedFile(ForeignLog log, string damaged, int place, int bit) : ILogFiles
    {
        public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
        {
            var bytes = await log.ReadAsync(path, cancellationToken);
            if (path != damaged || bytes is not { } whole)
            {
                return bytes;
            }

            var copy = whole.ToArray();
            copy[place] ^= (byte)(1 << bit);
            return copy;
        }

        public IEnumerable<int> PartialWidths(string fullPath) => log.PartialWidths(fullPath);
    }
}
