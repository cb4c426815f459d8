using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using Ledger.Files;
using Ledger.Issuing;

namespace Ledger.Log;

/// <summary>
/// Splits a stream of newline-delimited JSON into lines. It buffers at most one line of the largest allowed length. Spreadsheet programs write byte
/// order marks and UTF-16. So it skips a byte order mark before a line (RFC 8259 section 8.1) and reads UTF-16.
/// </summary>
public static class LineReader
{
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    /// <summary>The non-empty lines. A line longer than <see cref="RecordRequestReader.MaxLength"/> is skipped and reported as too long.</summary>
    public static async IAsyncEnumerable<InputLine> ReadAsync(PipeReader input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pipe = await ToUtf8Async(input, cancellationToken);
        var number = 1L;
        var isSkipping = false;
        while (true)
        {
            var result = await pipe.ReadAsync(cancellationToken);
            var rest = result.Buffer;
            while (TryTakeLine(ref rest, out var line))
            {
                line = WithoutMark(line);
                var isTooLong = isSkipping || line.Length > RecordRequestReader.MaxLength;
                if (isTooLong || !IsEmpty(line))
                {
                    yield return isTooLong ? new InputLine(number, default, IsTooLong: true) : new InputLine(number, line.ToArray());
                }

                isSkipping = false;
                number++;
            }

            if (rest.Length > RecordRequestReader.MaxLength)
            {
                isSkipping = true;
                rest = rest.Slice(rest.End);
            }

            if (result.IsCompleted)
            {
                rest = WithoutMark(rest);
                if (isSkipping || !IsEmpty(rest))
                {
                    yield return isSkipping ? new InputLine(number, default, IsTooLong: true) : new InputLine(number, rest.ToArray());
                }

                pipe.AdvanceTo(result.Buffer.End);
                yield break;
            }

            pipe.AdvanceTo(rest.Start, result.Buffer.End);
        }
    }

    private static async ValueTask<PipeReader> ToUtf8Async(PipeReader input, CancellationToken cancellationToken)
    {
        var start = await input.ReadAtLeastAsync(2, cancellationToken);
        var encoding = TextEncodings.FindUtf16(start.Buffer.Slice(0, Math.Min(2, start.Buffer.Length)).ToArray());
        input.AdvanceTo(start.Buffer.Start);
        return encoding is null
            ? input
            : PipeReader.Create(Encoding.CreateTranscodingStream(input.AsStream(leaveOpen: true), encoding, Encoding.UTF8));
    }

    // Joined files have a byte order mark in the middle, too.
    private static ReadOnlySequence<byte> WithoutMark(in ReadOnlySequence<byte> line)
    {
        Span<byte> first = stackalloc byte[3];
        var length = (int)Math.Min(first.Length, line.Length);
        line.Slice(0, length).CopyTo(first);
        return line.Slice(TextEncodings.MarkLength(first[..length]));
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf(LineFeed) is not { } end)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    private static bool IsEmpty(in ReadOnlySequence<byte> line) =>
        line.Length == 0 || (line.Length == 1 && line.FirstSpan[0] == CarriageReturn);
}
