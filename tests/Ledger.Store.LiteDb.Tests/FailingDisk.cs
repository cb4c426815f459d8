using Ledger.Store.LiteDb.Files;

namespace Ledger.Store.LiteDb.Tests;

/// <summary>What a failing call does before it fails.</summary>
public enum Done
{
    Nothing,
    Half,
    All,
}

/// <summary>A disk that fails once, at its n-th call, counted from 0 over all files.</summary>
internal sealed class FailingDisk(int failAt, Done done)
{
    private int _calls;

    public bool HasFailed => _calls > failAt;

    public IAppendFile Open(string path, bool create)
    {
        if (!IsDue())
        {
            return new File(this, DiskFile.Open(path, create));
        }

        if (done is not Done.Nothing)
        {
            DiskFile.Open(path, create).Dispose();
        }

        throw Failed();
    }

    private static IOException Failed() => new("The disk failed.");

    private bool IsDue() => _calls++ == failAt;

    private sealed class File(FailingDisk disk, IAppendFile inner) : IAppendFile
    {
        public void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset)
        {
            if (!disk.IsDue())
            {
                inner.Write(parts, offset);
                return;
            }

            var bytes = parts.SelectMany(part => part.ToArray()).ToArray();
            var written = disk.Part(bytes.Length);
            inner.Write([bytes.AsMemory(0, written)], offset);
            throw Failed();
        }

        public void Flush()
        {
            var isDue = disk.IsDue();
            inner.Flush();
            if (isDue)
            {
                throw Failed();
            }
        }

        public void Cut(long length)
        {
            var isDue = disk.IsDue();
            if (!isDue || disk.Part(2) == 2)
            {
                inner.Cut(length);
            }

            if (isDue)
            {
                throw Failed();
            }
        }

        public void Dispose() => inner.Dispose();
    }

    private int Part(int of) => done switch { Done.Nothing => 0, Done.Half => of / 2, _ => of };
}
