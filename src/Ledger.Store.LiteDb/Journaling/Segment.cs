namespace Ledger.Store.LiteDb.Journaling;

/// <summary>A segment file with a sound header.</summary>
internal sealed record Segment(string Path, SegmentHeader Header, int HeaderLength, long Length)
{
    public int Number => Header.Number;

    public string Name => System.IO.Path.GetFileName(Path);
}
