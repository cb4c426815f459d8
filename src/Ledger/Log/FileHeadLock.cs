using System.Buffers.Binary;
using System.Text;
using Ledger.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Microsoft.Win32.SafeHandles;

namespace Ledger.Log;

/// <summary>
/// A head lock in a file of its own. The operating system releases it when the process ends. Used by one thread at a time.
/// </summary>
/// <remarks>
/// The file has two slots of 4,096 bytes that are written alternately, so a torn write leaves the other slot. A slot contains, big-endian: magic
/// <c>LDGRHEAD</c>, version (2 bytes), zero (6), sequence (8), size (8), root (32), SHA-256 of the origin (32), SHA-256 of all that (32).
/// </remarks>
public sealed class FileHeadLock : IHeadLock, IDisposable
{
    private const int SlotLength = 4096;
    private const int Sealed = 96;
    private const int Used = Sealed + Digest.Length;
    private const ushort Version = 1;

    private readonly SafeFileHandle _file;
    private readonly Digest _origin;
    private readonly WriteSlot _write;
    private long _sequence;

    private FileHeadLock(SafeFileHandle file, Digest origin, WriteSlot write) => (_file, _origin, _write) = (file, origin, write);

    /// <summary>Writes a slot durably. Tests replace it to make a write fail.</summary>
    internal delegate void WriteSlot(SafeFileHandle file, ReadOnlySpan<byte> slot, long offset);

    /// <summary>The newest head whose checkpoint may have been published. Null if there is none.</summary>
    public HeldHead? Held { get; private set; }

    /// <summary>Opens the lock of a log or creates an empty one.</summary>
    /// <param name="path">The file. Its folder is created if it is missing.</param>
    /// <param name="origin">The log's origin.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: there is a file, and no slot of it is whole.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Foreign"/>: it belongs to another log.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote it.</exception>
    /// <exception cref="FaultException"><see cref="StartUpFaults.DirectoryNotWritable"/>: its folder takes no files.</exception>
    /// <exception cref="IOException">Another process holds it, or the disk is full or read-only.</exception>
    public static FileHeadLock Open(string path, string origin) => Open(path, origin, WriteToDisk);

    /// <summary>Reads the head in a lock that is not open. Null if there is no file or it holds no head. Changes nothing.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: there is a file, and no slot of it is whole.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Foreign"/>: it belongs to another log.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote it.</exception>
    public static HeldHead? Find(string path, string origin)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var held = new FileHeadLock(File.OpenHandle(path), Digest.Sha256(Encoding.UTF8.GetBytes(origin)), WriteToDisk);
        held.Read(path);
        return held.Held;
    }

    internal static FileHeadLock Open(string path, string origin, WriteSlot write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!; // A file always has a folder.
        var file = OpenFile(path, folder);
        try
        {
            var opened = new FileHeadLock(file, Digest.Sha256(Encoding.UTF8.GetBytes(origin)), write);
            opened.Read(path);
            DurableFiles.FlushFolder(folder);
            return opened;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Advances the lock to a head. Durable when it returns.</summary>
    public void Advance(long size, Digest root)
    {
        var next = new HeldHead(size, root);
        if (Held == next)
        {
            return;
        }

        var slot = new byte[SlotLength];
        "LDGRHEAD"u8.CopyTo(slot);
        BinaryPrimitives.WriteUInt16BigEndian(slot.AsSpan(8), Version);
        BinaryPrimitives.WriteInt64BigEndian(slot.AsSpan(16), _sequence + 1);
        BinaryPrimitives.WriteInt64BigEndian(slot.AsSpan(24), size);
        root.CopyTo(slot.AsSpan(32));
        _origin.CopyTo(slot.AsSpan(64));
        Digest.Sha256(slot.AsSpan(0, Sealed)).CopyTo(slot.AsSpan(Sealed));
        _write(_file, slot, _sequence % 2 * SlotLength);
        (_sequence, Held) = (_sequence + 1, next);
    }

    public ValueTask AdvanceAsync(HeldHead head, CancellationToken cancellationToken)
    {
        Advance(head.Size, head.Root);
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _file.Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal static void WriteToDisk(SafeFileHandle file, ReadOnlySpan<byte> slot, long offset)
    {
        RandomAccess.Write(file, slot, offset);
        RandomAccess.FlushToDisk(file);
    }

    private static SafeFileHandle OpenFile(string path, string folder)
    {
        try
        {
            DurableFiles.CreateFolder(folder);
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException problem) when (!FileErrors.IsHeldElsewhere(problem) && !FileErrors.IsReadOnly(problem) && !FileErrors.IsDiskFull(problem))
        {
            // For example, the folder is a device or a file. The other three have reasons of their own, which the caller explains.
            throw new FaultException(StartUpFaults.DirectoryNotWritable, $"The head lock directory {folder}: {problem.Message}", problem);
        }
    }

    private void Read(string path)
    {
        var length = RandomAccess.GetLength(_file);
        Span<byte> slot = stackalloc byte[Used];
        for (var place = 0L; place < 2; place++)
        {
            if (RandomAccess.Read(_file, slot, place * SlotLength) == Used && TryReadSlot(slot, path, out var sequence, out var held)
                && (Held is null || sequence > _sequence))
            {
                (_sequence, Held) = (sequence, held);
            }
        }

        // An incomplete first write holds no head. A complete slot that is unreadable held one.
        if (Held is null && length > SlotLength)
        {
            throw new FaultException(StoreFaults.Damaged, $"The head lock {path} is damaged.");
        }
    }

    private bool TryReadSlot(ReadOnlySpan<byte> slot, string path, out long sequence, out HeldHead? held)
    {
        sequence = 0;
        held = null;
        if (!slot.StartsWith("LDGRHEAD"u8) || !Digest.TryRead(slot[Sealed..], out var sum) || sum != Digest.Sha256(slot[..Sealed]))
        {
            return false;
        }

        if (BinaryPrimitives.ReadUInt16BigEndian(slot[8..]) is > Version and var version)
        {
            throw new FaultException(StoreFaults.TooNew, $"The head lock {path} has version {version}; this software reads up to {Version}.");
        }

        if (!Digest.TryRead(slot[64..Sealed], out var origin) || origin != _origin)
        {
            throw new FaultException(StoreFaults.Foreign, $"The head lock {path} belongs to another log.");
        }

        sequence = BinaryPrimitives.ReadInt64BigEndian(slot[16..]);
        var size = BinaryPrimitives.ReadInt64BigEndian(slot[24..]);
        held = Digest.TryRead(slot[32..64], out var root) && size >= 0 && sequence > 0 ? new HeldHead(size, root) : null;
        return held is not null;
    }
}
