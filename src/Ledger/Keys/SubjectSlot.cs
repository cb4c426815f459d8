using System.Buffers.Binary;
using System.Numerics;
using Ledger.Verify.Trees;

namespace Ledger.Keys;

/// <summary>
/// The form of one slot in a subject key file: state (1) ‖ blind index (32) ‖ wrapped key (61) ‖ zeros (30) ‖ CRC-32C of all before (4). A slot of
/// 128 bytes never crosses a disk sector, so after a crash it is old or new. Stateless.
/// </summary>
internal static class SubjectSlot
{
    public const int Length = 128;

    private const int IndexAt = 1;
    private const int KeyAt = IndexAt + Digest.Length;
    private const int WrappedLength = KeyOctets.Length + AesGcmBox.Overhead;
    private const int CrcAt = Length - sizeof(uint);
    private const byte InUse = 1;
    private const byte Erased = 2;

    public static byte[] WriteInUse(Digest subject, ReadOnlySpan<byte> wrappedKey)
    {
        var slot = Write(InUse, subject);
        wrappedKey.CopyTo(slot.AsSpan(KeyAt, WrappedLength));
        return Finish(slot);
    }

    public static byte[] WriteErased(Digest subject) => Finish(Write(Erased, subject));

    /// <summary>Whether the slot is sound. Detects every changed bit.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> slot) =>
        BinaryPrimitives.ReadUInt32LittleEndian(slot[CrcAt..]) == Crc(slot[..CrcAt]) && slot[0] is InUse or Erased;

    /// <summary>Whether a crash may have left the slot unfinished: its end still has the zeros of a grown file.</summary>
    public static bool IsUnfinished(ReadOnlySpan<byte> slot) => !slot[CrcAt..].ContainsAnyExcept((byte)0);

    public static bool IsErased(ReadOnlySpan<byte> slot) => slot[0] == Erased;

    public static Digest ReadSubject(ReadOnlySpan<byte> slot) => Digest.TryRead(IndexOf(slot), out var subject) ? subject : default;

    /// <summary>The subject's blind index in the slot. The wrapped key is bound to it.</summary>
    public static ReadOnlySpan<byte> IndexOf(ReadOnlySpan<byte> slot) => slot.Slice(IndexAt, Digest.Length);

    public static ReadOnlySpan<byte> ReadWrappedKey(ReadOnlySpan<byte> slot) => slot.Slice(KeyAt, WrappedLength);

    private static byte[] Write(byte state, Digest subject)
    {
        var slot = new byte[Length];
        slot[0] = state;
        subject.CopyTo(slot.AsSpan(IndexAt));
        return slot;
    }

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
