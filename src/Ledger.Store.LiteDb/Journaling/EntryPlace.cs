namespace Ledger.Store.LiteDb.Journaling;

/// <summary>The start of an entry in the journal. Packed into 8 bytes: 24 bits of segment number, 40 bits of offset in the segment.</summary>
internal readonly record struct EntryPlace(int Segment, long Offset)
{
    private const int OffsetBits = 40;

    public static EntryPlace FromPacked(long packed) => new((int)(packed >> OffsetBits), packed & ((1L << OffsetBits) - 1));

    public long ToPacked()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Segment);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Segment, 1 << 23);
        ArgumentOutOfRangeException.ThrowIfNegative(Offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Offset, 1L << OffsetBits);
        return ((long)Segment << OffsetBits) | Offset;
    }
}
