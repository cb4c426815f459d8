using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Ledger.Issuing;
using Ledger.Log;

namespace Ledger.Tests.Log;

public sealed class LineReaderTests
{
    private const int Max = RecordRequestReader.MaxLength;

    private static readonly int[] ChunkSizes = [1, 2, 3, 5, 64];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string[]> Streams => new()
    {
        { "", [] },
        { "\n", [] },
        { "\r\n\n\r\n", [] },
        { "\r", [] },
        { "a", ["1 a"] },
        { "a\n", ["1 a"] },
        { "a\nbc\n", ["1 a", "2 bc"] },
        { "a\nbc", ["1 a", "2 bc"] },
        { "\n\na\n\nb\n\n", ["3 a", "5 b"] },
        { "a\r\n\r\nb\r\n", ["1 a\r", "3 b\r"] },
        { " \n\t\n", ["1  ", "2 \t"] },
        { "a\rb\n", ["1 a\rb"] },
        { "\uFEFFa\n", ["1 a"] },
        { "\uFEFFa\nb\n\uFEFFc", ["1 a", "2 b", "3 c"] },
        { "\uFEFF\n\uFEFF\r\nb\n\uFEFF", ["3 b"] },
        { "a\uFEFF\n\uFEFF\uFEFFb", ["1 a\uFEFF", "2 \uFEFFb"] },
    };

    [Theory, MemberData(nameof(Streams))]
    public async Task Read_AnySplitOfTheBytes_ReturnsTheNonEmptyLinesWithTheirNumbers(string text, string[] expected)
    {
        foreach (var size in ChunkSizes)
        {
            var lines = await ReadAsync(new Dripping(Encoding.UTF8.GetBytes(text), size));

            Assert.Equal(expected, lines.Select(line => $"{line.Number} {Encoding.UTF8.GetString(line.Utf8.Span)}"));
            Assert.All(lines, line => Assert.False(line.IsTooLong));
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Read_Utf16_ReturnsTheLinesInUtf8(bool bigEndian, bool byteOrderMark)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("{示例}\r\n\n{𠮷}")];
        foreach (var size in ChunkSizes)
        {
            var lines = await ReadAsync(new Dripping(bytes, size));

            Assert.Equal(["1 {示例}\r", "3 {𠮷}"], lines.Select(line => $"{line.Number} {Encoding.UTF8.GetString(line.Utf8.Span)}"));
        }
    }

    [Fact]
    public async Task Read_EmptySegmentsBetweenOthers_ReturnsTheSameLines()
    {
        var reader = PipeReader.Create(Segment.Chain("", "a\n", "", "\r", "", "\n", "b", "", "c\n\r", ""));

        var lines = await LineReader.ReadAsync(reader, Cancel).ToListAsync(Cancel);

        Assert.Equal([(1L, "a"), (3L, "bc")], lines.Select(line => (line.Number, Encoding.ASCII.GetString(line.Utf8.Span))));
    }

    [Fact]
    public async Task Read_EmptySegmentBeforeAnEmptyLine_SkipsTheLine()
    {
        // If the reader of a pipe has consumed everything, the buffer starts with an empty segment.
        var reader = PipeReader.Create(Segment.Chain("", "\r\nb"));

        var line = Assert.Single(await LineReader.ReadAsync(reader, Cancel).ToListAsync(Cancel));

        Assert.Equal(2, line.Number);
    }

    [Fact]
    public async Task Read_NotUtf8_IsReturnedUnchanged()
    {
        var line = Assert.Single(await ReadAsync(new Dripping([0xFF, 0xC0, 0, (byte)'\n'], 1)));

        Assert.Equal([0xFF, 0xC0, 0], line.Utf8.ToArray());
    }

    [Theory, InlineData(4096), InlineData(1_000_000)]
    public async Task Read_LineThatIsTooLong_AffectsOnlyThatLine(int chunk)
    {
        var longest = new string('x', Max);
        var text = $"a\n{longest}\n{longest}x\n\nb\n{longest}yz";

        var lines = await ReadAsync(new Dripping(Encoding.ASCII.GetBytes(text), chunk));

        Assert.Equal([(1, 1, false), (2, Max, false), (3, 0, true), (5, 1, false), (6, 0, true)],
            lines.Select(line => ((int)line.Number, line.Utf8.Length, line.IsTooLong)));
    }

    [Fact]
    public async Task Read_LineManyTimesTooLong_IsNotBuffered()
    {
        var measured = new MeasuringPipe(PipeReader.Create(new Repeating("xxxxxxxx"u8.ToArray(), 4 * Max / 8)));

        var line = Assert.Single(await LineReader.ReadAsync(measured, Cancel).ToListAsync(Cancel));

        Assert.True(line.IsTooLong);
        Assert.InRange(measured.MostHeld, Max, Max + 65_536);
    }

    [Fact]
    public async Task Read_AHundredThousandLines_BuffersAFewAtATime()
    {
        var record = Encoding.ASCII.GetBytes(new string('x', 299) + "\n");
        var measured = new MeasuringPipe(PipeReader.Create(new Repeating(record, 100_000)));

        var count = 0;
        await foreach (var line in LineReader.ReadAsync(measured, Cancel))
        {
            Assert.Equal(++count, line.Number);
        }

        Assert.Equal(100_000, count);
        Assert.InRange(measured.MostHeld, 300, 65_536);
    }

    [Fact]
    public async Task Read_Cancelled_Throws()
    {
        var pipe = new Pipe();
        using var client = new CancellationTokenSource();
        var reading = LineReader.ReadAsync(pipe.Reader, client.Token).ToListAsync(client.Token).AsTask();

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private static async Task<List<InputLine>> ReadAsync(Stream stream) =>
        await LineReader.ReadAsync(PipeReader.Create(stream), Cancel).ToListAsync(Cancel);

    /// <summary>Returns a few bytes at a time, like a slow network.</summary>
    private sealed class Dripping(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(size, buffer.Length)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));
    }

    /// <summary>Returns the same bytes several times without storing the whole.</summary>
    private sealed class Repeating(byte[] bytes, long times) : MemoryStream
    {
        private long _position;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(buffer.Length, (bytes.Length * times) - _position);
            for (var i = 0; i < count; i++, _position++)
            {
                buffer.Span[i] = bytes[_position % bytes.Length];
            }

            return ValueTask.FromResult(count);
        }
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public static ReadOnlySequence<byte> Chain(params string[] parts)
        {
            var first = new Segment { Memory = Encoding.ASCII.GetBytes(parts[0]) };
            var last = first;
            foreach (var part in parts.Skip(1))
            {
                var next = new Segment { Memory = Encoding.ASCII.GetBytes(part), RunningIndex = last.RunningIndex + last.Memory.Length };
                last.Next = next;
                last = next;
            }

            return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        }
    }

    /// <summary>Records the largest number of bytes that the reader buffered.</summary>
    private sealed class MeasuringPipe(PipeReader inner) : PipeReader
    {
        public long MostHeld { get; private set; }

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var result = await inner.ReadAsync(cancellationToken);
            MostHeld = Math.Max(MostHeld, result.Buffer.Length);
            return result;
        }

        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);
    }
}
