namespace Ledger.Mirroring;

/// <summary>
/// A list that only grows, in chunks, so that elements never move. One thread adds. Any number of threads read without a lock, up to a count that
/// they received after those elements were added.
/// </summary>
internal sealed class GrowingList<T>
{
    private const int ChunkBits = 10;
    private const int ChunkSize = 1 << ChunkBits;

    private volatile T[][] _chunks = [];   // The adding thread replaces it when it is full. The chunks stay.

    /// <summary>The number of elements, for the adding thread. Readers have their own count.</summary>
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
