using System.Buffers;

namespace Ledger.Verify.Json;

/// <summary>Compares what is written with a text that is there already, so that nobody has to hold it twice. Not thread-safe.</summary>
internal sealed class ComparingWriter(ReadOnlyMemory<byte> expected) : IBufferWriter<byte>, IDisposable
{
    private byte[] _room = [];
    private int _compared;
    private bool _differs;

    /// <summary>Whether the whole text was written and nothing else.</summary>
    public bool IsEqual => !_differs && _compared == expected.Length;

    public void Advance(int count)
    {
        _differs = _differs || count > expected.Length - _compared
            || !_room.AsSpan(0, count).SequenceEqual(expected.Span.Slice(_compared, count));
        _compared = _differs ? _compared : _compared + count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var size = Math.Max(sizeHint, 1);
        if (_room.Length < size)
        {
            Dispose();
            _room = ArrayPool<byte>.Shared.Rent(size);
        }

        return _room;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        if (_room.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_room, clearArray: true); // It held parts of a record.
            _room = [];
        }
    }
}
