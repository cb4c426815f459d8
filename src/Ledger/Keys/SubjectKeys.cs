using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Numerics;
using System.Security.Cryptography;
using Ledger.Faults;
using Ledger.Verify.Trees;
using Microsoft.Win32.SafeHandles;

namespace Ledger.Keys;

/// <summary>
/// One data key per subject, each in a slot of its own in one file, wrapped by the master key. Not in the append-only journal, because
/// erasing a subject means destroying its key: the slot is overwritten where it lies. Safe for use from any thread of one process.
/// </summary>
public sealed class SubjectKeys : IDisposable
{
    // state (1) ‖ blind index (32) ‖ wrapped key (32 + 29) ‖ zero (1) ‖ CRC-32C of all before (4) = 99, rounded up to 104.
    private const int SlotLength = 104;
    private const int IndexAt = 1;
    private const int KeyAt = IndexAt + Digest.Length;
    private const int WrappedLength = KeyLength + AesGcmBox.Overhead;
    private const int CrcAt = SlotLength - sizeof(uint);
    private const int KeyLength = 32;
    private const byte InUse = 1;
    private const byte Erased = 2;

    private readonly SafeFileHandle _file;
    private readonly IMasterKey _master;
    private readonly ConcurrentDictionary<Digest, long> _slots = new();
    private readonly Lock _lock = new();
    private long _length;
    private bool _isDirty;

    private SubjectKeys(SafeFileHandle file, IMasterKey master)
    {
        _file = file;
        _master = master;
    }

    /// <summary>How many subjects have a key.</summary>
    public int Count => _slots.Count(slot => slot.Value >= 0);

    /// <summary>Opens the file, or makes it. A slot that a crash left half written at the end was never used and is dropped.</summary>
    /// <exception cref="StoreDamagedException">Another slot does not hold what was written to it.</exception>
    public static SubjectKeys Open(string path, IMasterKey master)
    {
        var isNew = !File.Exists(path);
        if (isNew)
        {
            SecretFiles.Write(path, []);
        }

        var keys = new SubjectKeys(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None), master);
        try
        {
            keys.Load(Path.GetFileName(path));
            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>The subject's key, made on first use; durable only after <see cref="Flush"/>. Null when the subject was erased.</summary>
    public byte[]? GetOrCreate(Digest subject)
    {
        if (_slots.TryGetValue(subject, out var known))
        {
            return Read(subject, known);
        }

        var key = RandomNumberGenerator.GetBytes(KeyLength);
        var slot = new byte[SlotLength];
        slot[0] = InUse;
        subject.CopyTo(slot.AsSpan(IndexAt));
        _master.Wrap(key, slot.AsSpan(IndexAt, Digest.Length)).CopyTo(slot, KeyAt);
        WriteCrc(slot);
        lock (_lock)
        {
            if (_slots.TryGetValue(subject, out known))
            {
                return Read(subject, known); // Another thread was first.
            }

            RandomAccess.Write(_file, slot, _length);
            _slots[subject] = _length;
            _length += SlotLength;
            _isDirty = true;
            return key;
        }
    }

    /// <summary>The subject's key; null when there is none or it was erased.</summary>
    public byte[]? Find(Digest subject) => _slots.TryGetValue(subject, out var slot) ? Read(subject, slot) : null;

    /// <summary>Makes every key given out so far durable.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            if (_isDirty)
            {
                RandomAccess.FlushToDisk(_file);
                _isDirty = false;
            }
        }
    }

    /// <summary>Destroys a subject's key where it lies. The subject stays known as erased, so no new key is made for it by accident.</summary>
    public void Erase(Digest subject)
    {
        lock (_lock)
        {
            if (!_slots.TryGetValue(subject, out var at) || at < 0)
            {
                return;
            }

            var slot = new byte[SlotLength];
            slot[0] = Erased;
            subject.CopyTo(slot.AsSpan(IndexAt));
            WriteCrc(slot);
            RandomAccess.Write(_file, slot, at);
            RandomAccess.FlushToDisk(_file);
            _slots[subject] = -1;
        }
    }

    public void Dispose() => _file.Dispose();

    private static void WriteCrc(byte[] slot) => BinaryPrimitives.WriteUInt32LittleEndian(slot.AsSpan(CrcAt), Crc(slot.AsSpan(0, CrcAt)));

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }

    private byte[]? Read(Digest subject, long at)
    {
        if (at < 0)
        {
            return null;
        }

        Span<byte> slot = stackalloc byte[SlotLength];
        RandomAccess.Read(_file, slot, at);
        Span<byte> index = stackalloc byte[Digest.Length];
        subject.CopyTo(index);
        return slot[0] == InUse && slot.Slice(IndexAt, Digest.Length).SequenceEqual(index)
            ? _master.TryUnwrap(slot.Slice(KeyAt, WrappedLength), index)
                ?? throw new KeyUnusableException("A subject's key does not unwrap; the master key may be another one.")
            : null;
    }

    private void Load(string name)
    {
        var length = RandomAccess.GetLength(_file);
        var buffer = new byte[SlotLength * 1024];
        while (_length + SlotLength <= length)
        {
            var read = RandomAccess.Read(_file, buffer, _length) / SlotLength;
            for (var i = 0; i < read; i++, _length += SlotLength)
            {
                if (!TryLoad(buffer.AsSpan(i * SlotLength, SlotLength), _length))
                {
                    DropOrRefuse(name, length);
                    return;
                }
            }
        }

        RandomAccess.SetLength(_file, _length);
    }

    private bool TryLoad(ReadOnlySpan<byte> slot, long at)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(slot[CrcAt..]) != Crc(slot[..CrcAt]) || slot[0] is not (InUse or Erased)
            || !Digest.TryRead(slot.Slice(IndexAt, Digest.Length), out var subject))
        {
            return false;
        }

        _slots[subject] = slot[0] == InUse ? at : -1;
        return true;
    }

    // Slots written since the last flush may be lost or torn by a crash, but nothing committed uses them; a whole one behind a broken
    // one means that this was no crash.
    private void DropOrRefuse(string name, long length)
    {
        var brokenAt = _length;
        Span<byte> slot = stackalloc byte[SlotLength];
        for (var at = brokenAt + SlotLength; at + SlotLength <= length; at += SlotLength)
        {
            RandomAccess.Read(_file, slot, at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(slot[CrcAt..]) == Crc(slot[..CrcAt]) && slot[0] is InUse or Erased)
            {
                throw new StoreDamagedException($"{name} is damaged at byte {brokenAt}.");
            }
        }

        RandomAccess.SetLength(_file, brokenAt);
    }
}
