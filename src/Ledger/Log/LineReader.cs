using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Ledger.Issuing;

namespace Ledger.Log;

/// <summary>Splits a stream of newline-delimited JSON into lines without ever holding more than one over-long line's head.</summary>
public static class LineReader
{
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    /// <summary>The non-empty lines; a line longer than <see cref="RecordRequestReader.MaxLength"/> is skipped over and reported as such.</summary>
    public static async IAsyncEnumerable<InputLine> ReadAsync(PipeReader pipe, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 1L;
        var isSkipping = false;
        while (true)
        {
            var result = await pipe.ReadAsync(cancellationToken);
            var rest = result.Buffer;
            while (TryTakeLine(ref rest, out var line))
            {
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
