using System.Buffers.Binary;
using System.Numerics;
using Ledger.Verify.Trees;

namespace Ledger.Keys;

/// <summary>
/// The form of one slot in a subject key file: state (1) ‖ blind index (32) ‖ wrapped key (61) ‖ handle (16) ‖ zeros (14) ‖ CRC-32C of all before (4).
/// An erased slot has zeros instead of the blind index and the key. A slot of 128 bytes never crosses a disk sector, so after a crash it is old or
/// new. Earlier versions wrote no handle, and left the blind index in an erased slot. Stateless.
/// </summary>
internal static class SubjectSlot
{
    public const int Length = 128;

    private const int PersonAt = 1;
    private const int KeyAt = PersonAt + Digest.Length;
    private const int WrappedLength = KeyOctets.Length + AesGcmBox.Overhead;
    private const int HandleAt = KeyAt + WrappedLength;
    private const int CrcAt = Length - sizeof(uint);
    private const byte InUse = 1;
    private const byte Erased = 2;

    public static byte[] WriteInUse(Digest person, ReadOnlySpan<byte> wrappedKey, SubjectHandle handle)
    {
        var slot = new byte[Length];
        slot[0] = InUse;
        person.CopyTo(slot.AsSpan(PersonAt));
        wrappedKey.CopyTo(slot.AsSpan(KeyAt, WrappedLength));
        handle.WriteBytes(slot.AsSpan(HandleAt));
        return Finish(slot);
    }

    public static byte[] WriteErased(SubjectHandle handle)
    {
        var slot = new byte[Length];
        slot[0] = Erased;
        handle.WriteBytes(slot.AsSpan(HandleAt));
        return Finish(slot);
    }

    /// <summary>The same slot with a handle, for a slot that an earlier version wrote.</summary>
    public static byte[] WithHandle(ReadOnlySpan<byte> slot, SubjectHandle handle)
    {
        var changed = slot.ToArray();
        handle.WriteBytes(changed.AsSpan(HandleAt));
        return Finish(changed);
    }

    /// <summary>Whether the slot is sound. Detects every changed bit.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> slot) =>
        BinaryPrimitives.ReadUInt32LittleEndian(slot[CrcAt..]) == Crc(slot[..CrcAt]) && slot[0] is InUse or Erased;

    /// <summary>Whether a crash may have left the slot unfinished: its end still has the zeros of a grown file.</summary>
    public static bool IsUnfinished(ReadOnlySpan<byte> slot) => !slot[CrcAt..].ContainsAnyExcept((byte)0);

    public static bool IsErased(ReadOnlySpan<byte> slot) => slot[0] == Erased;

    /// <summary>The blind index of the person. Zero in an erased slot.</summary>
    public static Digest ReadPerson(ReadOnlySpan<byte> slot) => Digest.TryRead(PersonOf(slot), out var person) ? person : default;

    /// <summary>The blind index of the person as bytes. The wrapped key is bound to it.</summary>
    public static ReadOnlySpan<byte> PersonOf(ReadOnlySpan<byte> slot) => slot.Slice(PersonAt, Digest.Length);

    /// <summary>The handle. None in a slot that an earlier version wrote.</summary>
    public static SubjectHandle ReadHandle(ReadOnlySpan<byte> slot) => SubjectHandle.FromBytes(slot[HandleAt..]);

    public static ReadOnlySpan<byte> ReadWrappedKey(ReadOnlySpan<byte> slot) => slot.Slice(KeyAt, WrappedLength);

    private static byte[] Finish(byte[] slot)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(slot.AsSpan(CrcAt), Crc(slot.AsSpan(0, CrcAt)));
        return slot;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
