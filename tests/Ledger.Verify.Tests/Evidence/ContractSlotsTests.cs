using System.Globalization;
using System.Numerics;
using Ledger.Verify.Entries;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Evidence;

/// <summary>
/// The slots and slot values after the rules of the Solidity documentation, "Layout of State Variables in Storage". <c>EvidenceTests</c> compares
/// the numbers of the mappings with the deployed contracts.
/// </summary>
public sealed class ContractSlotsTests
{
    private static readonly Digest Department = Keccak.OfText("ledger.localhost/education/log");
    private static readonly Digest Record = Digest.Sha256([1]);

    [Fact]
    public void SlotOf_AValueInTwoMappings_IsTheHashOfBothKeys()
    {
        Assert.Equal(Slot(Word(0), Department, Record), ContractSlots.StatusOf(Department, Record));
        Assert.Equal(Slot(Word(1), Department, Record), ContractSlots.SuccessorOf(Department, Record));
        Assert.Equal(Slot(Word(1), Department, Word(0x0102_0304_0506_0708)), ContractSlots.RootAt(Department, 0x0102_0304_0506_0708));
        Assert.Equal(Slot(Word(17), Department, Record), ContractSlots.MigrationOf(Department, Record));
    }

    [Theory]
    [InlineData("0", EntryStatus.Active, null, 0)]
    [InlineData("0000000000000007" + "0000000000000001" + "02", EntryStatus.Revoked, 1L, 7)]
    [InlineData("7fffffffffffffff" + "0000003afff4417f" + "ff", (EntryStatus)255, 253_402_300_799, long.MaxValue)] // the last second of the year 9999
    [InlineData("0000000000000001" + "0000003afff44180" + "01", EntryStatus.Suspended, null, 1)] // one second later
    [InlineData("0000000000000001" + "8000000000000000" + "01", EntryStatus.Suspended, null, 1)]
    [InlineData("0000000000000001" + "ffffffffffffffff" + "01", EntryStatus.Suspended, null, 1)]
    [InlineData("aa" + "0000000000000001" + "0000000000000001" + "00", EntryStatus.Active, 1L, 1)] // more than the three values
    public void ReadStatus_OfASlot_SplitsItIntoItsThreeValues(string hex, EntryStatus status, long? since, long sequence) =>
        Assert.Equal(new StatusSlot(status, Time(since), sequence), ContractSlots.ReadStatus(Number(hex)));

    [Theory]
    [InlineData("0", null, 0)]
    [InlineData("0000000000000007" + "0000000000000001", 1L, 7)]
    [InlineData("7fffffffffffffff" + "0000003afff4417f", 253_402_300_799, long.MaxValue)]
    [InlineData("0000000000000001" + "ffffffffffffffff", null, 1)]
    [InlineData("aa" + "0000000000000001" + "0000000000000001", 1L, 1)]
    public void ReadMigration_OfASlot_SplitsItIntoItsTwoValues(string hex, long? time, long block) =>
        Assert.Equal(new MigrationSlot(Time(time), block), ContractSlots.ReadMigration(Number(hex)));

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000102")]
    [InlineData("f000000000000000000000000000000000000000000000000000000000000001")]
    public void ReadDigest_OfASlot_IsItsBytes(string hex) => Assert.Equal("0x" + hex, ContractSlots.ReadDigest(Number(hex)).ToHex());

    // A mapping in a mapping: the slot of the inner mapping is the slot of the outer value.
    private static Digest Slot(Digest mapping, Digest outer, Digest inner)
    {
        var slot = Keccak.Hash([.. outer.ToArray(), .. mapping.ToArray()]);
        return Keccak.Hash([.. inner.ToArray(), .. slot.ToArray()]);
    }

    private static Digest Word(long number) => Digest.TryParseHex($"0x{number:x64}", out var word) ? word : throw new FormatException();

    private static DateTimeOffset? Time(long? seconds) => seconds is { } value ? DateTimeOffset.FromUnixTimeSeconds(value) : null;

    private static BigInteger Number(string hex) => BigInteger.Parse("0" + hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
