using System.Text.Json;
using Ledger.Keys;

namespace Ledger.Tests.Keys;

public sealed class KeyOctetsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void FromBytes_AnotherLength_IsRefused(int length) => Assert.Throws<ArgumentException>(() => KeyOctets.FromBytes(new byte[length]));

    [Fact]
    public void FromBytes_CallerClearsItsArray_KeepsTheKey()
    {
        var octets = Enumerable.Repeat((byte)7, KeyOctets.Length).ToArray();
        var key = KeyOctets.FromBytes(octets);

        Array.Clear(octets);

        Assert.Equal(TestMaster.Key(7), key);
    }

    [Fact]
    public void Equals_OneBitDiffers_IsFalse()
    {
        var octets = Enumerable.Repeat((byte)7, KeyOctets.Length).ToArray();
        for (var bit = 0; bit < 8 * octets.Length; bit++)
        {
            octets[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(KeyOctets.FromBytes(octets) == TestMaster.Key(7));
            octets[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(KeyOctets.FromBytes(octets) == TestMaster.Key(7));
        Assert.False(TestMaster.Key(0) == default);
    }

    [Fact]
    public void Clear_ACopyOfTheValue_ClearsBoth()
    {
        var key = TestMaster.Key(7);
        var copy = key;

        copy.Clear();

        Assert.Equal(TestMaster.Key(0), key);
    }

    [Fact]
    public void ToString_AndJson_DoNotShowTheBytes()
    {
        var key = TestMaster.Key(0x41);

        Assert.Equal("32 secret bytes", $"{key}");
        Assert.Equal("{}", JsonSerializer.Serialize(key));
        Assert.Equal(TestMaster.Key(1).GetHashCode(), key.GetHashCode());
    }

    [Fact]
    public void AsSpan_DefaultValue_IsRefused() => Assert.Throws<InvalidOperationException>(() => default(KeyOctets).AsSpan().Length);
}
