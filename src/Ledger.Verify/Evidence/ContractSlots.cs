using System.Buffers.Binary;
using System.Numerics;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Evidence;

/// <summary>
/// Computes the storage slots of the contract values that evidence proves. The layout is that of solc (Solidity documentation, "Layout of State
/// Variables in Storage"). A test compares it with the deployed contracts. Stateless.
/// </summary>
public static class ContractSlots
{
    // The slots of the mappings in the contracts. Immutable variables have no slot.
    private const long StatusesOfRecordStatus = 0;
    private const long SuccessorsOfRecordStatus = 1;
    private const long RootsOfLogAnchor = 1;
    private const long MigrationsOfRegistry = 17;

    /// <summary>The slot of a record's status, in <c>RecordStatus</c>.</summary>
    public static Digest StatusOf(Digest department, Digest record) => In(In(ToWord(StatusesOfRecordStatus), department), record);

    /// <summary>The slot of the record that replaces it, in <c>RecordStatus</c>.</summary>
    public static Digest SuccessorOf(Digest department, Digest record) => In(In(ToWord(SuccessorsOfRecordStatus), department), record);

    /// <summary>The slot of the anchored root at a size, in <c>LogAnchor</c>.</summary>
    public static Digest RootAt(Digest department, long size) => In(In(ToWord(RootsOfLogAnchor), department), ToWord(size));

    /// <summary>The slot of a migration record that the council recorded, in <c>DepartmentRegistry</c>.</summary>
    public static Digest MigrationOf(Digest department, Digest recordHash) => In(In(ToWord(MigrationsOfRegistry), department), recordHash);

    /// <summary>Splits the value of a status slot. From the lowest byte: status (1 byte), since (8), sequence (8).</summary>
    public static StatusSlot ReadStatus(BigInteger slot) =>
        new((EntryStatus)(byte)(slot & byte.MaxValue), ReadTime(slot >> 8), (long)((slot >> 72) & long.MaxValue));

    /// <summary>Splits the value of a migration slot. From the lowest byte: the recording time (8 bytes), the block (8).</summary>
    public static MigrationSlot ReadMigration(BigInteger slot) => new(ReadTime(slot), (long)((slot >> 64) & long.MaxValue));

    /// <summary>Returns the 32 bytes of a slot value unchanged.</summary>
    public static Digest ReadDigest(BigInteger slot)
    {
        var bytes = new byte[Digest.Length];
        var octets = slot.ToByteArray(isUnsigned: true, isBigEndian: true);
        octets.CopyTo(bytes.AsSpan(Digest.Length - octets.Length));
        return Digest.TryRead(bytes, out var digest) ? digest : default;
    }

    private static DateTimeOffset? ReadTime(BigInteger lowest) => (ulong)(lowest & ulong.MaxValue) is > 0 and < 253_402_300_800 and var seconds
        ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) // years up to 9999
        : null;

    /// <summary>The slot of a value in a mapping: Keccak-256(key ‖ slot of the mapping).</summary>
    private static Digest In(Digest mapping, Digest key) => Keccak.Hash([.. key.ToArray(), .. mapping.ToArray()]);

    private static Digest ToWord(long number)
    {
        var bytes = new byte[Digest.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(Digest.Length - sizeof(long)), number);
        return Digest.TryRead(bytes, out var word) ? word : default;
    }
}
