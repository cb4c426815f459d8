using Ledger.Verify.Faults;
using Microsoft.Win32.SafeHandles;

namespace Ledger.Keys;

/// <summary>Reads and writes the slots of a subject key file. The caller excludes other writers and flushes.</summary>
/// <param name="file">The file. The caller closes it.</param>
/// <param name="name">The name of the file, for messages.</param>
internal sealed class SubjectSlotFile(SafeFileHandle file, string name)
{
    private const int SlotsInARead = 512;

    /// <summary>Reads a slot that is in use.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: it does not hold what was written to it.</exception>
    public byte[] Read(long at)
    {
        var slot = new byte[SubjectSlot.Length];
        return Read(slot, at) == slot.Length && SubjectSlot.IsWhole(slot) && !SubjectSlot.IsErased(slot) ? slot : throw DamagedAt(at);
    }

    public void Write(ReadOnlySpan<byte> slot, long at) => RandomAccess.Write(file, slot, at);

    public FaultException DamagedAt(long at) => new(StoreFaults.Damaged, $"{name} is damaged at byte {at}.");

    /// <summary>
    /// Reads all slots. A slot at the end that a crash left unfinished was never used and is cut.
    /// </summary>
    /// <param name="table">Receives the slots.</param>
    /// <param name="checkKey">Checks the master key with one slot that is in use.</param>
    /// <returns>The length of the file.</returns>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a slot does not hold what was written to it. Nothing was changed.</exception>
    public long Load(SubjectTable table, Action<byte[]> checkKey)
    {
        var length = RandomAccess.GetLength(file);
        var buffer = new byte[SubjectSlot.Length * SlotsInARead];
        long? brokenAt = null;
        var isChecked = false;
        for (var at = 0L; at + SubjectSlot.Length <= length; at += buffer.Length)
        {
            var slots = buffer.AsSpan(0, Read(buffer, at) / SubjectSlot.Length * SubjectSlot.Length);
            for (var i = 0; i < slots.Length; i += SubjectSlot.Length)
            {
                var slot = slots.Slice(i, SubjectSlot.Length);
                brokenAt = Load(table, slot, at + i, brokenAt);
                if (!isChecked && brokenAt is null && !SubjectSlot.IsErased(slot))
                {
                    checkKey(slot.ToArray()); // One slot is enough to check the master key.
                    isChecked = true;
                }
            }
        }

        var sound = brokenAt ?? (length / SubjectSlot.Length * SubjectSlot.Length);
        RandomAccess.SetLength(file, sound);
        return sound;
    }

    /// <summary>Gives a handle to each slot of an earlier version. The caller flushes.</summary>
    /// <returns>Whether there was such a slot.</returns>
    public bool GiveHandles(SubjectTable table)
    {
        foreach (var at in table.WithoutHandle)
        {
            var slot = new byte[SubjectSlot.Length];
            var handle = SubjectHandle.Create();
            if (Read(slot, at) != slot.Length)
            {
                throw DamagedAt(at);
            }

            Write(SubjectSlot.WithHandle(slot, handle), at);
            table.AddHandle(slot, handle, at);
        }

        var isChanged = table.WithoutHandle.Count > 0;
        table.WithoutHandle.Clear();
        return isChanged;
    }

    /// <summary>
    /// Loads one slot. Several unfinished slots may be at the end, because no committed entry uses a slot written since the last flush. A complete
    /// slot after an unfinished one cannot be distinguished from damage. Dropping it could lose a key, so the file is refused.
    /// </summary>
    private long? Load(SubjectTable table, ReadOnlySpan<byte> slot, long at, long? brokenAt)
    {
        if (!SubjectSlot.IsWhole(slot))
        {
            return SubjectSlot.IsUnfinished(slot) ? brokenAt ?? at : throw DamagedAt(brokenAt ?? at);
        }

        return brokenAt is null && table.TryAdd(slot, at) ? null : throw DamagedAt(brokenAt ?? at);
    }

    /// <summary>A read may return fewer bytes than requested, as at the end of the file.</summary>
    private int Read(Span<byte> buffer, long at)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = RandomAccess.Read(file, buffer[total..], at + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }
}
