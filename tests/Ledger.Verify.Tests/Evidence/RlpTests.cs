using System.Numerics;
using System.Text.Json;
using Ledger.Verify.Evidence;

namespace Ledger.Verify.Tests.Evidence;

public sealed class RlpTests
{
    public static TheoryData<string, string> Published => JsonVectors.Rows("vectors", "Evidence", "vectors", "rlp.json");

    public static TheoryData<string, string> Refused => JsonVectors.Rows("refused", "Evidence", "vectors", "rlp.json");

    [Theory, MemberData(nameof(Published))]
    public void Encode_PublishedVector_Matches(string desc, string vector)
    {
        var json = JsonVectors.Parse(vector);

        var encoded = Rlp.Encode(ToItem(json.GetProperty("item")));

        Assert.True(json.GetProperty("encoded").GetString() == JsonVectors.Hex(encoded), desc);
    }

    [Theory, MemberData(nameof(Published))]
    public void Decode_PublishedVector_EncodesBack(string desc, string vector)
    {
        var encoded = JsonVectors.Bytes(JsonVectors.Parse(vector).GetProperty("encoded"));

        var item = Rlp.Decode(encoded);

        Assert.True(encoded.AsSpan().SequenceEqual(Rlp.Encode(item)), desc);
    }

    [Theory, MemberData(nameof(Refused))]
    public void Decode_NotCanonical_IsRefused(string desc, string vector)
    {
        var encoded = JsonVectors.Bytes(JsonVectors.Parse(vector).GetProperty("encoded"));

        Assert.True(Record.Exception(() => Rlp.Decode(encoded)) is RlpException, desc);
        Assert.False(Rlp.TryDecode(encoded, out var item), desc);
        Assert.Null(item);
    }

    [Theory]
    [InlineData(0, "0x80")]
    [InlineData(1, "0x01")]
    [InlineData(127, "0x7f")]
    [InlineData(128, "0x8180")]
    [InlineData(256, "0x820100")]
    [InlineData(long.MaxValue, "0x887fffffffffffffff")]
    public void Encode_Scalar_HasNoLeadingZeros(long number, string expected) =>
        Assert.Equal(expected, JsonVectors.Hex(Rlp.Encode(RlpItem.FromScalar((BigInteger)number))));

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_536)]
    public void Decode_LongString_RoundTrips(int length)
    {
        var bytes = Enumerable.Repeat((byte)0xa5, length).ToArray();

        var decoded = Assert.IsType<RlpBytes>(Rlp.Decode(Rlp.Encode(RlpItem.FromBytes(bytes))));

        Assert.Equal(bytes, decoded.Bytes.ToArray());
    }

    [Theory]
    [InlineData(17, true)]
    [InlineData(18, false)]
    public void Decode_ListsInOneAnother_AreReadUpToADepth(int lists, bool expected)
    {
        byte[] encoded = [.. Enumerable.Range(0, lists).Reverse().Select(inside => (byte)(0xc0 + inside))];

        Assert.Equal(expected, Rlp.TryDecode(encoded, out _));
    }

    [Fact]
    public void Decode_TwentyThousandListsInOneAnother_IsRefusedOnASmallStack()
    {
        var backwards = new List<byte> { 0xc0 };
        for (var depth = 1; depth < 20_000; depth++)
        {
            var length = backwards.Count;
            byte[] digits = length <= 55 ? [] : new BigInteger(length).ToByteArray(isUnsigned: true);
            backwards.AddRange(digits);
            backwards.Add((byte)(digits.Length == 0 ? 0xc0 + length : 0xf7 + digits.Length));
        }

        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(() => Rlp.Decode(backwards.AsEnumerable().Reverse().ToArray())), maxStackSize: 128 * 1024);
        thread.Start();
        thread.Join();

        Assert.IsType<RlpException>(thrown);
    }

    private static RlpItem ToItem(JsonElement json) => json.ValueKind is JsonValueKind.Array
        ? RlpItem.List([.. json.EnumerateArray().Select(ToItem)])
        : RlpItem.FromBytes(JsonVectors.Bytes(json));
}
