using System.Text;
using System.Text.Json;
using Ledger.Verify.Bundles;
using Ledger.Verify.Tests.Verdicts;

namespace Ledger.Verify.Tests.Bundles;

/// <summary>A bundle is written in one spelling. Other spellings of the same JSON are read. Each refusal names the place.</summary>
public sealed class RecordBundleTests
{
    private static readonly Scenario True = new Recipe().Make();

    public static TheoryData<string, string> Numbers
    {
        get
        {
            string[] members = ["block", "chainId", "size", "v"];
            string[] wrong =
                ["-1", "-0", "1.0", "1e3", "0.5", "9007199254740992", "9223372036854775808", "18446744073709551616", "\"1\"", "null", "true", "[1]"];
            return new(members.SelectMany(member => wrong.Select(value => (member, value))));
        }
    }

    public static TheoryData<string, string> Texts
    {
        get
        {
            string[] members = ["record", "entry", "proof", "salt", "blockHash", "contract", "department", "registry", "root", "tx"];
            string[] wrong = ["null", "1", "true", "[\"a\"]"];
            return new(members.SelectMany(member => wrong.Select(value => (member, value))));
        }
    }

    public static TheoryData<string> Members =>
    [
        "anchor", "entry", "proof", "record", "salt", "v", "block", "blockHash", "chainId", "contract", "department", "registry", "root", "size", "tx",
    ];

    [Fact]
    public void TryRead_WhatWasWritten_IsTheSameBundle()
    {
        Assert.True(RecordBundle.TryRead(True.Utf8, out var bundle, out _));

        Assert.Equal(True.Anchor, bundle.Anchor);
        Assert.Equal((True.Bundle.Record, True.Bundle.Entry, True.Bundle.Proof), (bundle.Record, bundle.Entry, bundle.Proof));
        Assert.Equal(True.Bundle.Salt, bundle.Salt);
        Assert.Equal(True.Utf8, bundle.ToUtf8());
    }

    [Fact]
    public void TryRead_WithoutAnchor_IsABundle()
    {
        Assert.True(RecordBundle.TryRead((True.Bundle with { Anchor = null }).ToUtf8(), out var bundle, out _));

        Assert.Null(bundle.Anchor);
    }

    [Fact]
    public void ToUtf8_Bundle_IsCanonicalJsonWithTheseMembers()
    {
        var anchor = True.Anchor;
        var text = $$$"""
            {"anchor":{"block":42,"blockHash":"{{{anchor.BlockHash.ToHex()}}}","chainId":31337,"contract":"0x{{{new string('2', 40)}}}",
            "department":"{{{anchor.Department.ToHex()}}}","registry":"0x{{{new string('1', 40)}}}","root":"{{{anchor.Root.ToBase64()}}}","size":7,
            "tx":"{{{anchor.Transaction.ToHex()}}}"},"entry":"e\"","proof":"p\n","record":"r","salt":"{{{new string('A', 43)}}}","v":1}
            """.ReplaceLineEndings("");

        var bundle = True.Bundle with { Entry = "e\"", Proof = "p\n", Record = "r", Salt = [.. new byte[32]] };

        Assert.Equal(text, Encoding.UTF8.GetString(bundle.ToUtf8()));
        Assert.True(Ledger.Verify.Json.CanonicalJson.IsCanonical(bundle.ToUtf8()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\0")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}}")]
    [InlineData("{\"v\":1,\"v\":1}")]
    [InlineData("{\"v\":1,\"\\u0076\":1}")]
    [InlineData("{\"record\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1,\"\\ud800\":1}")]
    [InlineData("// comment\n{}")]
    public void TryRead_NoObjectAtAll_IsRefusedAsJson(string text) => AssertRefused("json", text);

    [Fact]
    public void TryRead_EmptyObject_LacksItsVersionFirst() => AssertRefused("v", "{}");

    [Fact]
    public void TryRead_ByteOrderMark_IsTheSameBundle() => AssertSame("\uFEFF" + True.Text);

    [Fact]
    public void TryRead_TwoByteOrderMarks_IsRefused() => AssertRefused("json", "\uFEFF\uFEFF" + True.Text);

    [Fact]
    public void TryRead_NotUtf8_IsRefused() => AssertRefused("json", [.. "{\"v\":1,\"record\":\""u8, 0xC3, 0x28, .. "\"}"u8]);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData(" ")]
    [InlineData("\n\n")]
    [InlineData("\t")]
    public void TryRead_WhiteSpaceAroundIt_IsTheSameBundle(string space) => AssertSame(space + True.Text + space);

    [Theory]
    [InlineData("\0")]
    [InlineData("x")]
    [InlineData(",")]
    [InlineData("}")]
    [InlineData("\u00A0")]
    [InlineData("\uFEFF")]
    [InlineData("\n{}")]
    [InlineData("// comment")]
    public void TryRead_AnythingElseAfterIt_IsRefused(string after) => AssertRefused("json", True.Text + after);

    [Fact]
    public void TryRead_TwoBundles_AreNone() => AssertRefused("json", True.Text + True.Text);

    [Fact]
    public void TryRead_ListOfOne_IsRefused() => AssertRefused("json", $"[{True.Text}]");

    [Fact]
    public void TryRead_DeeperThanABundle_IsRefusedAsJson() => AssertRefused("json", Replace(True.Text, "\"block\":42", "\"block\":[[42]]"));

    [Theory]
    [InlineData("block", "0")]
    [InlineData("block", "9007199254740991")]
    public void TryRead_SmallestAndLargestNumber_IsRead(string member, string value) =>
        Assert.True(RecordBundle.TryRead(Encoding.UTF8.GetBytes(WithMember(member, value)), out _, out _));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void TryRead_Indented_IsTheSameBundle(string lineEnd) =>
        AssertSame(JsonSerializer.Serialize(JsonElement.Parse(True.Text), Indented).Replace("\n", lineEnd, StringComparison.Ordinal));

    [Theory]
    [InlineData("\"v\":1", "\"v\":1,\"w\":1")]
    [InlineData("\"v\":1", "\"v\":1,\"V\":1")]
    [InlineData("\"block\":42", "\"aa\":0,\"block\":42")]
    [InlineData("\"block\":42", "\"block\":42,\"zz\":null")]
    public void TryRead_UnknownMember_IsRefused(string one, string other) => AssertRefused("form", Replace(True.Text, one, other));

    [Theory]
    [InlineData("\"v\":1", "\"v\":1,\"v\":1")]
    [InlineData("\"block\":42", "\"block\":42,\"block\":42")]
    [InlineData("\"v\":1", "\"v\":1,\"\\u0076\":1")]
    public void TryRead_MemberTwice_IsRefused(string one, string other) => AssertRefused("json", Replace(True.Text, one, other));

    [Theory]
    [InlineData("\"entry\":", "\"entr\\u0079\":")]
    [InlineData("\\n", "\\u000a")]
    [InlineData("/", "\\/")]
    [InlineData("\u2014", "\\u2014")]
    public void TryRead_OtherSpellingOfTheSame_IsTheSameBundle(string one, string other) => AssertSame(Replace(True.Text, one, other));

    [Fact]
    public void TryRead_MembersInAnotherOrder_IsTheSameBundle() =>
        AssertSame(Replace(Replace(True.Text, ",\"v\":1}", "}"), "{\"anchor\"", "{\"v\":1,\"anchor\""));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void TryRead_NotAWholeNumber_IsRefusedByName(string member, string value) => AssertRefused(member, WithMember(member, value));

    [Theory]
    [MemberData(nameof(Texts))]
    public void TryRead_NotAText_IsRefusedByName(string member, string value) => AssertRefused(member, WithMember(member, value));

    [Theory]
    [MemberData(nameof(Members))]
    public void TryRead_MemberMissing_IsRefusedByName(string member) => AssertRefused(member, WithMember(member, null));

    [Theory]
    [InlineData("blockHash", "0x")]
    [InlineData("blockHash", "0X08d9ca04b1da2e3f32e14ae998015a3f202883791e68b2865d665cf3c89d9457")]
    [InlineData("tx", "0xA8d9ca04b1da2e3f32e14ae998015a3f202883791e68b2865d665cf3c89d9457")]
    [InlineData("tx", "0x08D9ca04b1da2e3f32e14ae998015a3f202883791e68b2865d665cf3c89d9457")]
    [InlineData("tx", "0x08d9ca04b1da2e3f32e14ae998015a3f202883791e68b2865d665cf3c89d945")]
    [InlineData("department", "0x08d9ca04b1da2e3f32e14ae998015a3f202883791e68b2865d665cf3c89d94570")]
    [InlineData("department", "08d9ca04b1da2e3f32e14ae998015a3f202883791e68b2865d665cf3c89d945700")]
    [InlineData("department", "0x08d9ca04b1da2e3f32e14ae998015a3f202883791e68b2865d665cf3c89d945g")]
    [InlineData("registry", "0x111111111111111111111111111111111111111")]
    [InlineData("contract", "0x222222222222222222222222222222222222222F")]
    [InlineData("root", "")]
    [InlineData("root", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("root", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=")]
    [InlineData("root", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("root", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("salt", "")]
    [InlineData("salt", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("salt", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("salt", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB")]
    [InlineData("salt", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void TryRead_OtherSpellingOfBytes_IsRefusedByName(string member, string text) =>
        AssertRefused(member, WithMember(member, $"\"{text}\""));

    [Theory]
    [InlineData("1")]
    [InlineData("\"none\"")]
    [InlineData("[]")]
    [InlineData("false")]
    public void TryRead_AnchorOfAnotherKind_IsRefused(string value) => AssertRefused("anchor", WithMember("anchor", value));

    [Theory]
    [InlineData("[", 1000)]
    [InlineData("{\"a\":", 1000)]
    [InlineData("[", 100_000)]
    public void TryRead_NestedDeep_IsRefused(string open, int depth) =>
        AssertRefused("json", new StringBuilder(open.Length * depth).Insert(0, open, depth).ToString());

    [Fact]
    public void TryRead_AnchorNestedAThousandDeep_IsRefused() =>
        AssertRefused("json", WithMember("size", new string('[', 1000) + new string(']', 1000)));

    [Fact]
    public void TryRead_FiftyThousandMembers_IsRefused() =>
        AssertRefused("v", "{" + string.Join(',', Enumerable.Range(0, 50_000).Select(number => $"\"m{number}\":0")) + "}");

    [Fact]
    public void TryRead_FiftyThousandMembersOfOneName_IsRefused() =>
        AssertRefused("json", "{" + string.Join(',', Enumerable.Repeat("\"m\":0", 50_000)) + "}");

    [Fact]
    public void TryRead_NumberOfAMillionDigits_IsRefused() => AssertRefused("size", WithMember("size", new string('9', 1_000_000)));

    [Fact]
    public void TryRead_AtTheLimit_IsRead()
    {
        var room = RecordBundle.MaxLength - (True.Bundle with { Record = "" }).ToUtf8().Length;

        Assert.True(RecordBundle.TryRead((True.Bundle with { Record = new string('a', room) }).ToUtf8(), out var bundle, out _));

        Assert.Equal(room, bundle.Record.Length);
    }

    [Fact]
    public void TryRead_BeyondTheLimit_IsRefused() =>
        AssertRefused("size", (True.Bundle with { Record = new string('a', RecordBundle.MaxLength) }).ToUtf8());

    [Theory]
    [InlineData((byte)' ')]
    [InlineData((byte)'[')]
    [InlineData((byte)'"')]
    [InlineData((byte)0)]
    public void TryRead_TenMegabytes_IsRefusedWithoutReading(byte filler)
    {
        var utf8 = new byte[10 * 1024 * 1024];
        utf8.AsSpan().Fill(filler);
        True.Utf8.CopyTo(utf8, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();

        AssertRefused("size", utf8);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024);
    }

    private static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, IndentCharacter = '\t', IndentSize = 1, NewLine = "\n" };

    private static bool IsInAnchor(string member) => member is not ("record" or "entry" or "proof" or "salt" or "anchor" or "v");

    /// <summary>The good bundle with the value of one member replaced as text, or removed.</summary>
    private static string WithMember(string member, string? value)
    {
        var root = JsonElement.Parse(True.Text);
        var whole = IsInAnchor(member) ? root.GetProperty("anchor") : root;
        var changed = Join(whole, member, value);
        return IsInAnchor(member) ? Join(root, "anchor", changed) : changed;
    }

    private static string Join(JsonElement json, string member, string? value) =>
        "{" + string.Join(',', json.EnumerateObject()
            .Where(one => value is not null || one.Name != member)
            .Select(one => $"\"{one.Name}\":{(one.Name == member ? value : one.Value.GetRawText())}")) + "}";

    private static string Replace(string text, string one, string other)
    {
        Assert.Contains(one, text, StringComparison.Ordinal);
        return text.Replace(one, other, StringComparison.Ordinal);
    }

    // Every bundle that is read is written in one form.
    private static void AssertSame(string text)
    {
        Assert.True(RecordBundle.TryRead(Encoding.UTF8.GetBytes(text), out var bundle, out var place), place);
        Assert.Equal(True.Utf8, bundle.ToUtf8());
    }

    private static void AssertRefused(string place, string text) => AssertRefused(place, Encoding.UTF8.GetBytes(text));

    private static void AssertRefused(string place, byte[] utf8)
    {
        Assert.False(RecordBundle.TryRead(utf8, out var bundle, out var actual));
        Assert.Null(bundle);
        Assert.Equal(place, actual);
    }
}
