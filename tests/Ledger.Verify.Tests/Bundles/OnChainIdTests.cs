using System.Globalization;
using Ledger.Verify.Bundles;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Bundles;

/// <summary>The 32-byte ids of departments, record types and records in the contracts.</summary>
public sealed class OnChainIdTests
{
    private static readonly Guid Record = Guid.ParseExact("019ab000-1122-7334-8556-77889900aabb", "D");

    // Keccak-256 as Ethereum uses it, not SHA3-256. The Yellow Paper prints the hash of the empty text.
    [Theory]
    [InlineData("", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    public void OfDepartment_KnownText_IsItsKeccak(string origin, string hex)
    {
        Assert.Equal(hex, OnChainId.OfDepartment(origin).ToHex());
        Assert.Equal(hex, OnChainId.OfRecordType(origin).ToHex());
    }

    [Fact]
    public void OfRecord_Id_Is16BytesInReadingOrderAndThenZeros() =>
        Assert.Equal("0x019ab00011227334855677889900aabb" + new string('0', 32), OnChainId.OfRecord(Record).ToHex());

    [Fact]
    public void ToRecord_OfRecord_IsTheId() => Assert.Equal(Record, OnChainId.ToRecord(OnChainId.OfRecord(Record)));

    [Fact]
    public void ToRecord_Zeros_IsNoRecord() => Assert.Null(OnChainId.ToRecord(default));

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(31)]
    public void ToRecord_AnythingAfterTheId_IsNoRecord(int position)
    {
        var bytes = OnChainId.OfRecord(Record).ToArray();
        bytes[position] = 1;

        Assert.True(Digest.TryRead(bytes, out var id));
        Assert.Null(OnChainId.ToRecord(id));
    }

    internal static Digest RecordOf(string id) =>
        Digest.TryRead(Convert.FromHexString(id.Replace("-", "", true, CultureInfo.InvariantCulture).PadRight(64, '0')), out var digest)
            ? digest
            : default;
}
