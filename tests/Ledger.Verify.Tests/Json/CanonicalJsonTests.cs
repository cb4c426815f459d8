using System.Buffers;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Json;

namespace Ledger.Verify.Tests.Json;

/// <summary>
/// The examples of RFC 8785 and of its test data (cyberphone/json-canonicalization, testdata). Examples with floats are refused here, because
/// signed text contains only whole numbers.
/// </summary>
public sealed class CanonicalJsonTests
{
    public static TheoryData<string, string> Published => new()
    {
        // RFC 8785 section 3.2.3: names are sorted by UTF-16 code units, so the surrogates of the emoji come before U+FB33.
        {
            """
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """,
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
            + "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}"
        },

        // RFC 8785 section 3.2.2: the text and the literals of the example.
        {
            """{ "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }""",
            """{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}"""
        },

        // testdata/weird.json.
        {
            """
            { "\u20ac": "Euro Sign", "1": "One", "\u0080": "Control\u007f", "\ud83d\ude02": "Smiley",
              "\u00f6": "Latin Small Letter O With Diaeresis", "\ufb33": "Hebrew Letter Dalet With Dagesh", "</script>": "Browser Challenge" }
            """,
            "{\"1\":\"One\",\"</script>\":\"Browser Challenge\",\"\u0080\":\"Control\u007f\",\"ö\":\"Latin Small Letter O With Diaeresis\","
            + "\"€\":\"Euro Sign\",\"😂\":\"Smiley\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}"
        },

        // testdata/french.json: the order is not that of any language.
        {
            """{ "peach": "This sorting order", "péché": "is wrong", "pêche": "but", "sin": "locale" }""",
            """{"peach":"This sorting order","péché":"is wrong","pêche":"but","sin":"locale"}"""
        },

        // testdata/unicode.json: text is not normalised.
        { """{ "Unnormalized Unicode": "\u1e0d\u0307" }""", "{\"Unnormalized Unicode\":\"\u1e0d\u0307\"}" },

        // testdata/structures.json, with its one float written as a whole number.
        {
            """{ "1": {"f": {"f": "hi","F": 5} ,"\n": 56}, "10": { }, "": "empty", "a": { }, "111": [ { } ], "A": { } }""",
            """{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}}"""
        },

        // testdata/arrays.json: elements keep their order.
        { """[ 56, { "d": true, "10": null, "1": [ ] } ]""", """[56,{"1":[],"10":null,"d":true}]""" },
    };

    [Theory]
    [InlineData('a')]
    [InlineData('王')]
    public void WriteText_LongText_HasRoom(char character)
    {
        var output = new ArrayBufferWriter<byte>();

        CanonicalJson.WriteText(new string(character, 10_000), output);

        Assert.Equal($"\"{new string(character, 10_000)}\"", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void Canonicalize_PublishedExample_GivesThePublishedForm(string input, string expected) => Assert.Equal(expected, Canonical(input));

    [Theory]
    [InlineData("""{ "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001] }""", "/numbers/0")]
    [InlineData("""{ "numbers": [1E30, 4.50] }""", "/numbers/0")]
    [InlineData("""{ "1": {"f": {"f": "hi","F": 5} ,"\n": 56.0} }""", "/1/\n")]
    public void Canonicalize_PublishedExampleWithFloats_IsRefusedWithThePlace(string input, string path) =>
        AssertRefused(input, CanonicalJsonFault.NumberNotWhole, path);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("7")]
    [InlineData("9007199254740991")]
    [InlineData("-9007199254740991")]
    public void Canonicalize_WholeNumber_IsKept(string number) => Assert.Equal(number, Canonical(number));

    [Theory]
    [InlineData("-0")]
    [InlineData("0.0")]
    [InlineData("1.0")]
    [InlineData("1e0")]
    [InlineData("1E2")]
    [InlineData("10e-1")]
    [InlineData("0.5")]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("295147905179352830000")]
    [InlineData("5e-324")]
    [InlineData("1e999")]
    public void Canonicalize_NumberNotWholeOrNotExact_IsRefused(string number) => AssertRefused(number, CanonicalJsonFault.NumberNotWhole, "");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{},")]
    [InlineData("[1,]")]
    [InlineData("[,1]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{a:1}")]
    [InlineData("{'a':1}")]
    [InlineData("// comment\n1")]
    [InlineData("1 /* comment */")]
    [InlineData("01")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("0x1")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("True")]
    [InlineData("\"a\nb\"")]
    [InlineData("\"\\x41\"")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"open")]
    [InlineData("{}\0")]
    public void Canonicalize_NotOneJsonValue_IsRefused(string text) => AssertRefused(text, CanonicalJsonFault.Malformed, "");

    public static TheoryData<byte[]> NotUtf8 => new()
    {
        new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}' }, // a byte order mark
        new byte[] { 0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0 }, // UTF-16
        new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' }, // a lead byte without its continuation byte
        new byte[] { (byte)'"', 0xC0, 0xAF, (byte)'"' }, // an overlong slash
        new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' }, // U+D800 encoded like a character
        new byte[] { (byte)'"', 0xF4, 0x90, 0x80, 0x80, (byte)'"' }, // above U+10FFFF
        new byte[] { (byte)'"', 0xE2, 0x82, (byte)'"' }, // the euro sign, cut off
        new byte[] { (byte)'{', (byte)'"', 0x80, (byte)'"', (byte)':', (byte)'1', (byte)'}' }, // in a name
    };

    [Theory]
    [MemberData(nameof(NotUtf8))]
    public void Canonicalize_NotUtf8_IsRefused(byte[] utf8)
    {
        var refusal = Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Canonicalize(utf8));

        Assert.Equal(CanonicalJsonFault.Malformed, refusal.Fault);
    }

    [Theory]
    [InlineData("""{"a":1,"a":1}""", "/a")]
    [InlineData("""{"a":1,"b":2,"a":3}""", "/a")]
    [InlineData("""{"a":1,"\u0061":1}""", "/a")]
    [InlineData("""{"":1,"":2}""", "/")]
    [InlineData("""{"x":[0,{"a/b":1,"a/b":2}]}""", "/x/1/a~1b")]
    [InlineData("""{"~":{"~":1,"~":2}}""", "/~0/~0")]
    public void Canonicalize_MemberTwice_IsRefusedWithThePlace(string text, string path) =>
        AssertRefused(text, CanonicalJsonFault.DuplicateMember, path);

    [Theory]
    [InlineData("""{"a":1,"A":1}""")]
    [InlineData("""{"\u0065\u0301":1,"\u00e9":1}""")] // the same letter to a reader, but two different texts
    [InlineData("""[{"a":1},{"a":1}]""")]
    public void Canonicalize_NamesThatOnlyLookAlike_AreKeptApart(string text) => Assert.NotEmpty(Canonical(text));

    [Theory]
    [InlineData("""["\ud800"]""", "/0")]
    [InlineData("""["\udc00\ud800"]""", "/0")]
    [InlineData("""["a\ud83d"]""", "/0")]
    [InlineData("""{"a":{"b":"\uDE00"}}""", "/a/b")]
    [InlineData("""{"a":{"\ud800":1}}""", "/a")]
    public void Canonicalize_HalfASurrogatePair_IsRefusedWithThePlace(string text, string path) =>
        AssertRefused(text, CanonicalJsonFault.TextNotUnicode, path);

    [Fact]
    public void Canonicalize_64Levels_IsAccepted() => Assert.Equal(Nested(64), Canonical(Nested(64)));

    [Fact]
    public void Canonicalize_65Levels_IsRefused() => AssertRefused(Nested(65), CanonicalJsonFault.Malformed, "");

    [Theory]
    [InlineData(0x00, "\\u0000")]
    [InlineData(0x07, "\\u0007")]
    [InlineData(0x08, "\\b")]
    [InlineData(0x09, "\\t")]
    [InlineData(0x0A, "\\n")]
    [InlineData(0x0B, "\\u000b")]
    [InlineData(0x0C, "\\f")]
    [InlineData(0x0D, "\\r")]
    [InlineData(0x1B, "\\u001b")]
    [InlineData(0x1F, "\\u001f")]
    [InlineData(0x22, "\\\"")]
    [InlineData(0x2F, "/")]
    [InlineData(0x5C, "\\\\")]
    [InlineData(0x7F, "\u007f")]
    [InlineData(0x2028, "\u2028")]
    [InlineData(0xFFFF, "\uffff")]
    public void Canonicalize_EscapedCharacter_HasItsOneSpelling(int character, string expected) =>
        Assert.Equal($"\"a{expected}b\"", Canonical($"\"a\\u{character:X4}b\""));

    [Theory]
    [InlineData(""" {}""")]
    [InlineData("""{} """)]
    [InlineData("{}\n")]
    [InlineData("""{"b":1,"a":1}""")]
    [InlineData("""{"a": 1}""")]
    [InlineData("""["\/"]""")]
    [InlineData("""["\u0041"]""")]
    [InlineData("""["\u00e9"]""")]
    [InlineData("""["\u000A"]""")]
    [InlineData("""["\u001F"]""")]
    [InlineData("""{"a":1.0}""")]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("nonsense")]
    public void IsCanonical_AnotherSpelling_IsRefused(string text) => Assert.False(CanonicalJson.IsCanonical(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("""{"a":1,"b":[true,false,null,"é"]}""")]
    [InlineData("""["\u001f"]""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    public void IsCanonical_CanonicalText_IsAccepted(string text) => Assert.True(CanonicalJson.IsCanonical(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("""{"key":"k","b":1,"a":[2]}""", """{"a":[2],"b":1}""")]
    [InlineData("""{"b":{"key":1},"KEY":2}""", """{"KEY":2,"b":{"key":1}}""")]
    [InlineData("""{"\u006bey":1}""", "{}")]
    [InlineData("{}", "{}")]
    public void CanonicalizeWithout_AMember_LeavesOutOnlyThatOfTheObjectItself(string text, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalJson.CanonicalizeWithout(JsonElement.Parse(text), "key")));

    [Theory]
    [InlineData("""{"a":[{"b/~":1.5}]}""", CanonicalJsonFault.NumberNotWhole, "/a/0/b~1~0")]
    [InlineData("""{"a":[0,[1,{"c":1,"c":2}]]}""", CanonicalJsonFault.DuplicateMember, "/a/1/1/c")]
    [InlineData("""{"a":{"b":"\ud800"}}""", CanonicalJsonFault.TextNotUnicode, "/a/b")]
    public void CanonicalizeWithout_NoCanonicalForm_NamesThePlace(string text, CanonicalJsonFault fault, string path)
    {
        var refusal = Assert.Throws<CanonicalJsonException>(() => CanonicalJson.CanonicalizeWithout(JsonElement.Parse(text), "key"));

        Assert.Equal((fault, path), (refusal.Fault, refusal.Path));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void CanonicalizeWithout_DeeperThanAllowed_IsRefused(string open, string close)
    {
        Assert.NotEmpty(CanonicalJson.CanonicalizeWithout(Deep(64), "key"));
        var refusal = Assert.Throws<CanonicalJsonException>(() => CanonicalJson.CanonicalizeWithout(Deep(65), "key"));

        Assert.Equal(CanonicalJsonFault.Malformed, refusal.Fault);

        // The levels include the object itself, and the innermost one has a value.
        JsonElement Deep(int levels)
        {
            var inside = string.Concat(Enumerable.Repeat(open, levels - 1)) + "1" + string.Concat(Enumerable.Repeat(close, levels - 1));
            using var document = JsonDocument.Parse($$"""{"a":{{inside}}}""", new JsonDocumentOptions { MaxDepth = 1000 });
            return document.RootElement.Clone();
        }
    }

    private static string Canonical(string text) => Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(text)));

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private static void AssertRefused(string text, CanonicalJsonFault fault, string path)
    {
        var refusal = Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(text)));

        Assert.Equal((fault, path), (refusal.Fault, refusal.Path));
    }
}
