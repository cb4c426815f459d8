using System.Numerics;
using System.Text.Json;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Tests.Encoding;

public sealed class AbiTests
{
    public static TheoryData<string, string> Calls => Vectors.Rows("calls", "Encoding", "vectors", "abi.json");

    public static TheoryData<string, string> Refused => Vectors.Rows("refused", "Encoding", "vectors", "abi.json");

    [Theory, MemberData(nameof(Calls))]
    public void EncodeCall_PublishedExample_Matches(string desc, string vector)
    {
        var json = Vectors.Parse(vector);
        var function = new AbiFunction(json.GetProperty("name").GetString()!, json.GetProperty("types").GetString()!);

        var data = function.EncodeCall(json.GetProperty("values").EnumerateArray().Select(ToValue));

        Assert.True(json.GetProperty("data").GetString() == Hex.Data(data), desc);
    }

    [Theory, MemberData(nameof(Calls))]
    public void Decode_PublishedExample_EncodesBack(string desc, string vector)
    {
        var json = Vectors.Parse(vector);
        var type = AbiType.Parse(json.GetProperty("types").GetString()!);
        var data = Vectors.Bytes(json.GetProperty("data"))[4..];

        var values = AbiCodec.Decode(type, data);

        Assert.True(data.AsSpan().SequenceEqual(AbiCodec.Encode(type, values)), desc);
    }

    [Theory, MemberData(nameof(Refused))]
    public void Decode_NotCanonical_IsRefused(string desc, string vector)
    {
        var json = Vectors.Parse(vector);
        var type = AbiType.Parse(json.GetProperty("types").GetString()!);
        var data = Vectors.Bytes(json.GetProperty("data"));

        Assert.True(Record.Exception(() => AbiCodec.Decode(type, data)) is EncodingException, desc);
    }

    [Fact]
    public void Decode_TupleWithDynamicMembers_ReadsEveryMember()
    {
        var type = AbiType.Parse("((address,uint64,uint64,string,string))");
        Assert.True(ChainAddress.TryParse("0x00000000000000000000000000000000000000fe", out var account));
        var department = AbiValue.List(account, 7, 0, "ledger.localhost/education/log", "教育局");

        var decoded = AbiCodec.Decode(type, AbiCodec.Encode(type, AbiValue.List(department)))[0];

        Assert.Equal(account, decoded[0].Address);
        Assert.Equal(7, decoded[1].Long);
        Assert.Equal("ledger.localhost/education/log", decoded[3].Text);
        Assert.Equal("教育局", decoded[4].Text);
    }

    [Theory]
    [InlineData("uint7")]
    [InlineData("uint264")]
    [InlineData("uint064")]
    [InlineData("uint")]
    [InlineData("int256")]
    [InlineData("bytes33")]
    [InlineData("bytes0")]
    [InlineData("uint8[2]")]
    [InlineData("(uint8")]
    [InlineData("(uint8,)")]
    [InlineData("(uint8))")]
    [InlineData("uint8 ")]
    [InlineData("")]
    public void Parse_TypeWeDoNotUse_IsRefused(string text) => Assert.Throws<FormatException>(() => AbiType.Parse(text));

    [Theory]
    [InlineData("uint64")]
    [InlineData("(bytes32,uint8,bytes32)[]")]
    [InlineData("((bytes32,uint64[])[][],string)")]
    [InlineData("()")]
    public void Parse_Type_IsWrittenBack(string text) => Assert.Equal(text, AbiType.Parse(text).ToString());

    [Fact]
    public void Encode_NumberAboveItsType_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AbiCodec.Encode(AbiType.Parse("(uint8)"), AbiValue.List(256)));

    [Fact]
    public void Encode_NegativeNumber_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AbiCodec.Encode(AbiType.Parse("(uint64)"), AbiValue.List(-1)));

    [Fact]
    public void Encode_WrongNumberOfValues_Throws() =>
        Assert.Throws<ArgumentException>(() => AbiCodec.Encode(AbiType.Parse("(uint8,uint8)"), AbiValue.List(1)));

    [Fact]
    public void Encode_FixedBytesOfAnotherLength_Throws() =>
        Assert.Throws<ArgumentException>(() => AbiCodec.Encode(AbiType.Parse("(bytes32)"), AbiValue.List(new AbiBytes([1, 2, 3]))));

    [Fact]
    public void Long_AboveItsRange_IsRefused() =>
        Assert.Throws<EncodingException>(() => ((AbiValue)(BigInteger.One << 63)).Long);

    private static AbiValue ToValue(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetInt64(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => AbiValue.List(json.EnumerateArray().Select(ToValue)),
        _ when json.GetString()!.StartsWith("0x", StringComparison.Ordinal) => new AbiBytes([.. Vectors.Bytes(json)]),
        _ => json.GetString()!,
    };
}
