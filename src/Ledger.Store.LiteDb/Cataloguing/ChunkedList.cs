namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>A list that grows in chunks, so that growing copies nothing and does not fragment the heap. Not thread-safe.</summary>
internal sealed class ChunkedList<T>
    where T : unmanaged, IEquatable<T>
{
    private const int ChunkBits = 12;
    private const int ChunkLength = 1 << ChunkBits;

    private readonly List<T[]> _chunks = [];

    public int Count { get; private set; }

    public T this[int index]
    {
        get => _chunks[index >> ChunkBits][index & (ChunkLength - 1)];
        set => _chunks[index >> ChunkBits][index & (ChunkLength - 1)] = value;
    }

    public void Add(T value)
    {
        if (Count >> ChunkBits == _chunks.Count)
        {
            _chunks.Add(new T[ChunkLength]);
        }

        Count++;
        this[Count - 1] = value;
    }
}
