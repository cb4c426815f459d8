using System.Text;
using System.Text.Json;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Seals;

/// <summary>The strict JSON of seals, and the array of a disclosure.</summary>
public sealed class StrictJsonTests
{
    private static readonly JsonRules Own = JsonRules.Own(4);
    private static readonly JsonRules Any = new(4, ReservedNames.Allowed, NumberForm.Any);
    private static readonly JsonRules Claims = new(4, ReservedNames.Refused, NumberForm.Whole);

    [Theory]
    [InlineData("0")]
    [InlineData("9007199254740991")]
    [InlineData("-9007199254740991")]
    [InlineData("[-1,true,null,\"\"]")]
    [InlineData(" {\"a\":[[[]],{}]} ")]
    [InlineData("\"\\ud83d\\ude00\\u0041\\n\"")]
    [InlineData("{\"_sd\":[],\"...\":1,\"_sd_alg\":2}")]
    public void TryParse_JsonOfSeals_IsRead(string json)
    {
        Assert.True(StrictJson.TryParse(Encoding.UTF8.GetBytes(json), Own, out var value, out var fault));

        Assert.Null(fault);
        Assert.Equal(json.Trim(), value.GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\ufeff{}")]
    [InlineData("{} {}")]
    [InlineData("{},")]
    [InlineData("[1,]")]
    [InlineData("{'a':1}")]
    [InlineData("/* a */ {}")]
    [InlineData("[NaN]")]
    [InlineData("[01]")]
    [InlineData("[\"a]")]
    [InlineData("[[]")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\udc00\\ud800\"")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"a\":{\"\\udfff\":\"\"}}")]
    public void TryParse_OtherText_IsNotJson(string text) => AssertRefused(SealFaults.NotJson, Encoding.UTF8.GetBytes(text), Own);

    [Fact]
    public void TryParse_BytesThatAreNotUtf8_AreNotJson() => AssertRefused(SealFaults.NotJson, [(byte)'"', 0xc3, 0x28, (byte)'"'], Own);

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("[{\"b\":{\"a\":1,\"a\":1}}]")]
    public void TryParse_RepeatedName_IsRefused(string json) => AssertRefused(SealFaults.DuplicateName, Encoding.UTF8.GetBytes(json), Own);

    [Theory]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    [InlineData("9223372036854775808")]
    [InlineData("-0")]
    [InlineData("1.0")]
    [InlineData("1e2")]
    [InlineData("{\"a\":[1.5]}")]
    public void TryParse_NumberThatIsNotExact_IsRefusedUnlessEveryNumberIsAllowed(string json)
    {
        AssertRefused(SealFaults.NotWholeNumber, Encoding.UTF8.GetBytes(json), Own);
        Assert.True(StrictJson.TryParse(Encoding.UTF8.GetBytes(json), Any, out var value, out _));
        Assert.Equal(json, value.GetRawText());
    }

    [Theory]
    [InlineData("[[[[]]]]", true)]
    [InlineData("[[[[[]]]]]", false)]
    [InlineData("{\"a\":{\"a\":{\"a\":{}}}}", true)]
    [InlineData("{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}", false)]
    public void Check_DeepJson_BreaksTheRuleOfOurSealsOrTheLimitOfOthers(string json, bool isRead)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);

        Assert.Equal(isRead ? null : SealFaults.TooDeep, StrictJson.Check(utf8, Own));
        Assert.Equal(isRead ? null : SealFaults.DeeperThanSupported, StrictJson.Check(utf8, Any));
    }

    [Theory]
    [InlineData("{\"_sd\":[]}", false)]
    [InlineData("{\"a\":[{\"...\":1}]}", false)]
    [InlineData("{\"_sd_alg\":1}", false)]
    [InlineData("{\"\\u005fsd\":1}", false)]
    [InlineData("{\"a\":[\"_sd\",\"...\",\"_sd_alg\"],\"_SD\":1,\"....\":1}", true)]
    public void TryParse_ReservedName_IsRefusedInClaims(string json, bool isRead) =>
        Assert.Equal(isRead ? null : SealFaults.NameReserved, StrictJson.Check(Encoding.UTF8.GetBytes(json), Claims));

    [Theory]
    [InlineData("""["s","n",1]""", 3, "n", "1", false)]
    [InlineData("""["s","n","v"]""", 3, "n", "\"v\"", false)]
    [InlineData("""["s",1]""", 2, null, "1", false)]
    [InlineData("""["s","n"]""", 2, null, "\"n\"", false)]
    [InlineData("""["s",7,1]""", 3, null, "1", false)]
    [InlineData("""["s",["x"],1]""", 3, null, "1", false)]
    [InlineData("""["s","n",1,2]""", 4, null, "2", false)]
    [InlineData("""["s"]""", 1, null, "\"s\"", false)]
    [InlineData("""["s","n",{"a":["x",{}],"b":2}]""", 3, "n", """{"a":["x",{}],"b":2}""", true)]
    [InlineData("""["s","n",["a",["b"],3]]""", 3, "n", """["a",["b"],3]""", true)]
    [InlineData("""["s",{"a":1},null]""", 3, null, "null", false)]
    [InlineData(""" [ "s" , "n" , { "a" : 1 } ] """, 3, "n", """{ "a" : 1 }""", true)]
    [InlineData(""" [ "s" , "n" , 12 ] """, 3, "n", "12", false)]
    [InlineData("""["","\u0061",[]]""", 3, "a", "[]", true)]
    public void TryRead_Disclosure_HasItsNameAndItsLastElement(string json, int length, string? name, string value, bool isContainer)
    {
        var encoded = Encoding.ASCII.GetBytes(TestSeals.Encode(json));

        Assert.True(Disclosure.TryRead(encoded, SdJwtRules.Own, new byte[encoded.Length], out var written, out var disclosure, out var fault), fault?.Code);

        Assert.Equal((Encoding.UTF8.GetByteCount(json), length, name), (written, disclosure.Length, disclosure.Name));
        Assert.Equal(value, Encoding.UTF8.GetString(disclosure.RawValue.Span));
        Assert.Equal((value, isContainer), (disclosure.ReadValue().GetRawText(), disclosure.Container.ValueKind is not JsonValueKind.Undefined));
        Assert.Equal(Digest.Sha256(encoded), disclosure.Digest);
    }

    [Theory]
    [InlineData("[]", "LDG1132")]
    [InlineData("[7,\"n\",1]", "LDG1132")]
    [InlineData("[[\"s\"],\"n\",1]", "LDG1132")]
    [InlineData("{\"s\":\"n\"}", "LDG1132")]
    [InlineData("{\"s\":[\"a\",\"b\"]}", "LDG1132")]
    [InlineData("\"s\"", "LDG1132")]
    [InlineData("7", "LDG1132")]
    [InlineData("[\"s\",\"n\",1", "LDG1105")]
    [InlineData("", "LDG1105")]
    [InlineData("[\"s\",\"n\",{\"a\":1,\"a\":1}]", "LDG1106")]
    [InlineData("[\"s\",\"n\",1.5]", "LDG1107")]
    public void TryRead_OtherJson_IsNoDisclosure(string json, string code)
    {
        var encoded = Encoding.ASCII.GetBytes(TestSeals.Encode(json));

        Assert.False(Disclosure.TryRead(encoded, SdJwtRules.Own, new byte[encoded.Length], out _, out var disclosure, out var fault));

        Assert.Null(disclosure);
        Assert.Equal(code, fault.Code);
    }

    [Fact]
    public void TryRead_TextThatIsNotBase64Url_IsNoDisclosure()
    {
        Assert.False(Disclosure.TryRead("WyJzIiwxXQ="u8, SdJwtRules.Own, new byte[16], out _, out _, out var fault));

        Assert.Equal(SealFaults.DisclosureMalformed, fault);
    }

    private static void AssertRefused(Fault expected, byte[] utf8, JsonRules rules)
    {
        Assert.False(StrictJson.TryParse(utf8, rules, out _, out var fault));
        Assert.Equal(expected, fault);
    }
}
