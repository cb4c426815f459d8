using System.Numerics;
using System.Text.Json;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Verify.Tests;
using Nethereum.ABI.FunctionEncoding;
using Nethereum.ABI.Model;

namespace Ledger.Ethereum.Tests.Encoding;

public sealed class AbiTests
{
    public static TheoryData<string, string> Calls => JsonVectors.Rows("calls", "Encoding", "vectors", "abi.json");

    public static TheoryData<string, string> Refused => JsonVectors.Rows("refused", "Encoding", "vectors", "abi.json");

    [Theory, MemberData(nameof(Calls))]
    public void Ensure_PublishedExample_IsCanonical(string desc, string vector)
    {
        var json = JsonVectors.Parse(vector);
        var types = Parse(json.GetProperty("types").GetString()!);
        var data = JsonVectors.Bytes(json.GetProperty("data"))[4..];

        AbiLayout.Ensure(types, data);

        var encoded = new ParametersEncoder().EncodeParameters(types, [.. json.GetProperty("values").EnumerateArray().Select(ToValue)]);
        Assert.True(data.AsSpan().SequenceEqual(encoded), desc);
    }

    [Theory, MemberData(nameof(Refused))]
    public void Ensure_NotCanonical_IsRefused(string desc, string vector)
    {
        var json = JsonVectors.Parse(vector);
        var types = Parse(json.GetProperty("types").GetString()!);
        var data = JsonVectors.Bytes(json.GetProperty("data"));

        Assert.True(Record.Exception(() => AbiLayout.Ensure(types, data)) is EncodingException, desc);
    }

    /// <summary>An answer of 96 bytes must not use up the memory of the process. The library alone allocates for the count it reads.</summary>
    [Theory]
    [InlineData(0x7fffffffL)]
    [InlineData(0x08000000L)]
    [InlineData(0x04000001L)]
    [InlineData(0xffffffffL)]
    public void Decode_HugeCountInAShortAnswer_IsRefusedWithoutMemory(long count)
    {
        byte[] answer = [.. Word(32), .. Word(count), .. Word(0)];
        Func<byte[], object>[] readers =
        [
            data => ContractAbi.Decode<MembersOutputDTO>(data),
            data => ContractAbi.Decode<LogKeysOfOutputDTO>(data),
            data => ContractAbi.Decode<RecordKeysOfOutputDTO>(data),
            data => ContractAbi.Decode<AuthoritiesOfOutputDTO>(data),
            data => ContractAbi.Decode<ProposeFunction>(data),
        ];
        Assert.All(readers, read => Assert.Throws<EncodingException>(() => read(answer))); // The first run loads what is cached.

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.All(readers, read => Assert.Throws<EncodingException>(() => read(answer)));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 * 1024);
    }

    [Theory]
    [InlineData("int256")]
    [InlineData("uint8[2]")]
    public void Ensure_TypeOurContractsDoNotUse_IsABug(string type) =>
        Assert.Throws<NotSupportedException>(() => AbiLayout.Ensure([new Parameter(type, 1)], new byte[64]));

    [Fact]
    public void ToLong_AboveItsRange_IsRefused()
    {
        Assert.Throws<EncodingException>(() => (BigInteger.One << 63).ToLong());
        Assert.Throws<EncodingException>(() => (1UL << 63).ToLong());
        Assert.Equal(long.MaxValue, ((1UL << 63) - 1).ToLong());
    }

    [Fact]
    public void EncodeCall_NumberAboveItsType_Throws() =>
        Assert.Throws<AbiEncodingException>(() => ContractAbi.EncodeCall(new SetThresholdFunction { Threshold = BigInteger.One << 256 }));

    [Fact]
    public void EncodeCall_NegativeNumber_Throws() =>
        Assert.Throws<AbiEncodingException>(() => ContractAbi.EncodeCall(new SetThresholdFunction { Threshold = -1 }));

    private static byte[] Word(long number)
    {
        var word = new byte[32];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(word.AsSpan(24), number);
        return word;
    }

    /// <summary>The types of a signature, for example <c>(address,uint64[])</c>. The vectors have no nested tuples.</summary>
    private static Parameter[] Parse(string types) => [.. types[1..^1].Split(',').Select((type, i) => new Parameter(type, i + 1))];

    private static object ToValue(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => new BigInteger(json.GetInt64()),
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.Array => json.EnumerateArray().Select(ToValue).ToList(),
        _ when json.GetString()!.StartsWith("0x", StringComparison.Ordinal) => JsonVectors.Bytes(json),
        _ => json.GetString()!,
    };
}
