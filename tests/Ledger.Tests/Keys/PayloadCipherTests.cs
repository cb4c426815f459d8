using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Tests.Departments;

namespace Ledger.Tests.Keys;

public sealed class PayloadCipherTests
{
    private static readonly KeyOctets Key = KeyOctets.FromBytes([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private static readonly DepartmentId Health = TestDepartments.Id("health");
    private static readonly RecordId Id = RecordId.Create(DateTimeOffset.UnixEpoch);
    private static readonly byte[] Plain = [.. "salt and seal"u8];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public void TryOpen_SealedPayload_ReturnsThePayload(int length)
    {
        var plain = new byte[length];

        Assert.Equal(plain, PayloadCipher.TryOpen(Key, Health, Id, PayloadCipher.Seal(Key, Health, Id, plain)));
    }

    [Fact]
    public void TryOpen_AnyOneBitFlipped_IsNull()
    {
        var closed = PayloadCipher.Seal(Key, Health, Id, Plain);
        for (var bit = 0; bit < 8 * closed.Length; bit++)
        {
            closed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(PayloadCipher.TryOpen(Key, Health, Id, closed));
            closed[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.NotNull(PayloadCipher.TryOpen(Key, Health, Id, closed));
    }

    [Fact]
    public void TryOpen_CutAtAnyPlace_IsNull()
    {
        var closed = PayloadCipher.Seal(Key, Health, Id, Plain);

        Assert.All(Enumerable.Range(0, closed.Length), length => Assert.Null(PayloadCipher.TryOpen(Key, Health, Id, closed.AsSpan(0, length))));
    }

    [Fact]
    public void TryOpen_OtherKeyOrDepartmentOrRecord_IsNull()
    {
        var closed = PayloadCipher.Seal(Key, Health, Id, Plain);

        Assert.Null(PayloadCipher.TryOpen(TestMaster.Key(0), Health, Id, closed));
        Assert.Null(PayloadCipher.TryOpen(Key, TestDepartments.Id("education"), Id, closed));
        Assert.Null(PayloadCipher.TryOpen(Key, Health, RecordId.Create(DateTimeOffset.UnixEpoch), closed));
    }

    [Fact]
    public void Seal_SamePayloadManyTimes_NeverUsesANonceTwice()
    {
        var nonces = Enumerable.Range(0, 5000)
            .Select(_ => Convert.ToHexString(PayloadCipher.Seal(Key, Health, Id, Plain).AsSpan(1, 12)))
            .ToHashSet();

        Assert.Equal(5000, nonces.Count);
    }
}
