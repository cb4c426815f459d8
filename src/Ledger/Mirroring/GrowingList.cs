namespace Ledger.Mirroring;

/// <summary>
/// A list that only grows, in chunks, so that no element ever moves. One thread adds; any number read, without a lock, up to a count that
/// they were handed after those elements were added.
/// </summary>
internal sealed class GrowingList<T>
{
    private const int ChunkBits = 10;
    private const int ChunkSize = 1 << ChunkBits;

    private volatile T[][] _chunks = [];   // replaced by the adding thread when it is full; its chunks stay

    /// <summary>For the adding thread; readers have a count of their own.</summary>
    public int Count { get; private set; }

    public T this[int index] => _chunks[index >> ChunkBits][index & (ChunkSize - 1)];

    public void Add(T item)
    {
        var chunk = Count >> ChunkBits;
        var chunks = _chunks;
        if (chunk == chunks.Length)
        {
            Array.Resize(ref chunks, Math.Max(4, chunk * 2));
        }

        if (chunks[chunk] is null)
        {
            chunks[chunk] = new T[ChunkSize];
        }

        chunks[chunk][Count & (ChunkSize - 1)] = item;
        _chunks = chunks;
        Count++;
    }
}
