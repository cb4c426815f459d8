using System.Buffers.Binary;
using Ledger.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Keys;

/// <summary>
/// Slots as the version before handles wrote them: state (1) ‖ blind index (32) ‖ wrapped key (61) ‖ zeros (30) ‖ CRC-32C (4). An erased slot kept
/// the blind index. Written without the code under test.
/// </summary>
internal static class EarlierSlots
{
    public static byte[] InUse(Digest person, KeyOctets key, IMasterKey master)
    {
        var slot = new byte[128];
        slot[0] = 1;
        person.CopyTo(slot.AsSpan(1));
        master.Wrap(key, person.ToArray()).CopyTo(slot, 33);
        return Finish(slot);
    }

    public static byte[] Erased(Digest person)
    {
        var slot = new byte[128];
        slot[0] = 2;
        person.CopyTo(slot.AsSpan(1));
        return Finish(slot);
    }

    // CRC-32C bit by bit: the reflected polynomial 0x1EDC6F41, inverted before and after.
    private static byte[] Finish(byte[] slot)
    {
        var crc = uint.MaxValue;
        foreach (var value in slot.AsSpan(0, 124))
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
            }
        }

        BinaryPrimitives.WriteUInt32LittleEndian(slot.AsSpan(124), ~crc);
        return slot;
    }
}
