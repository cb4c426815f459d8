using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Ledger.Verify.Tests.Verdicts;

namespace Ledger.Verify.Tests.Migrations;

/// <summary>The header of a migration record: every member is required in its form, and a refusal names the first wrong one.</summary>
public sealed class MigrationHeaderTests
{
    private const long MaxExact = (1L << 53) - 1;
    private const int MaxChains = 16;

    private static readonly DateTimeOffset LastSecond = DateTimeOffset.Parse("9999-12-31T23:59:59Z", System.Globalization.CultureInfo.InvariantCulture);

    private static readonly MigrationRecord Full = FullRecord.Make();
    private static readonly byte[] Rows = Full.ToBytes()[(Full.WriteHeader().Length + 1)..];

    /// <summary>The path of every member, with a slash between names.</summary>
    private static readonly string[] Members = [.. PathsOf(JsonNode.Parse(Full.WriteHeader())!, "")];

    [Fact]
    public void TryRead_WhatWasWritten_IsTheSame()
    {
        Assert.True(MigrationRecord.TryRead(Full.ToBytes(), out var read, out _));

        Assert.Equal(Full, read);
        Assert.Equal(Full.ToBytes(), read.ToBytes());
        Assert.Equal(["depth:12", "finalized"], read.Chains.Select(chain => chain.Finality));
        Assert.Equal(Full.Chains.Select(chain => chain.LeftBy), read.Chains.Select(chain => chain.LeftBy));
    }

    [Fact]
    public void TryRead_AnyMemberMissing_IsRefusedWithItsName() => Assert.All(Members, path => Assert.Equal(
        NameOf(path), PlaceAfter(path, (parent, name) => parent.Remove(name))));

    [Fact]
    public void TryRead_AnyMemberOfAnotherKind_IsRefusedWithItsName() => Assert.All(Members, path => Assert.Equal(
        NameOf(path), PlaceAfter(path, (parent, name) => parent[name] = true)));

    [Theory]
    [InlineData("v", "2", "v")]
    [InlineData("origin", "\"a+b\"", "origin")]
    [InlineData("chains", "[]", "chains")]
    [InlineData("chains/0/chainId", "-1", "chainId")]
    [InlineData("chains/0/chainId", "1.5", "chainId")]
    [InlineData("chains/0/chainId", "9007199254740992", "chainId")]
    [InlineData("chains/0/chainId", "99999999999999999999", "chainId")]
    [InlineData("chains/0/registry", "\"0x1111\"", "registry")]
    [InlineData("chains/0/genesis", "\"0x1111\"", "genesis")]
    [InlineData("chains/0/finality", "\"depth\"", "finality")]
    [InlineData("chains/0/finality", "\"a depth:\"", "finality")]
    [InlineData("chains/0/admittedAt", "-1", "admittedAt")]
    [InlineData("chains/0/admittedAt", "253402300800", "admittedAt")]
    [InlineData("chains/0/suspendedAt", "253402300800", "suspendedAt")]
    [InlineData("chains/0/leftBy", "\"0x1111\"", "leftBy")]
    [InlineData("chains/0/logKeys/0/key", "\"A\"", "key")]
    [InlineData("chains/0/recordKeys/0/algorithm", "256", "algorithm")]
    [InlineData("chains/0/anchors/count", "10000001", "count")]
    [InlineData("chains/0/anchors/count", "10000000", "anchors")]
    [InlineData("chains/0/anchors/count", "1", "statuses")] // The next list begins at the second anchor.
    [InlineData("chains/0/anchors/sha256", "\"0x00\"", "form")]
    public void TryRead_ValueOutOfRange_IsRefusedWithItsPlace(string path, string value, string place) =>
        Assert.Equal(place, PlaceAfter(path, (parent, name) => parent[name] = JsonNode.Parse(value)));

    [Theory]
    [InlineData("chains", "final")]
    [InlineData("chains/0/logKeys", "key")]
    [InlineData("chains/0/recordKeys", "thumbprint")]
    [InlineData("chains/0/types", "uri")]
    [InlineData("chains/0/types/0/authority", "from")]
    public void TryRead_ItemThatIsNoObject_IsRefusedWithItsFirstMember(string list, string place) =>
        Assert.Equal(place, PlaceAfter(list, (parent, name) => parent[name]![0] = true));

    [Fact]
    public void TryRead_TwoWrongMembers_NamesTheFirst() => Assert.Equal("finality", PlaceAfter("chains/0/finality", (parent, name) =>
    {
        parent[name] = "someday";
        parent["genesis"] = true;
    }));

    [Fact]
    public void TryRead_NoChain_IsRefusedWithTheList()
    {
        Assert.False(MigrationRecord.TryRead((Full with { Chains = [] }).ToBytes(), out _, out var place));

        Assert.Equal("chains", place);
    }

    [Theory]
    [InlineData("", "form")]
    [InlineData("{}", "form")] // no line feed
    [InlineData("\n", "json")]
    [InlineData("{\n", "json")]
    [InlineData("[]\n", "v")]
    [InlineData("{\"v\":1,\"v\":1}\n", "json")]
    [InlineData("{\"v\":1,\"origin\":\"\\ud800\"}\n", "json")]
    [InlineData("{\"a\":[[[[[[[]]]]]]]}\n", "v")] // eight levels
    [InlineData("{\"a\":[[[[[[[[]]]]]]]]}\n", "json")] // nine levels
    public void TryRead_NoHeader_IsRefused(string text, string place)
    {
        Assert.False(MigrationRecord.TryRead(Encoding.UTF8.GetBytes(text), out _, out var found));

        Assert.Equal(place, found);
    }

    [Fact]
    public void TryRead_LargestNumbersAndTimes_AreReadBack() => AssertReadBack(Full with
    {
        Chains = [Full.Chains[0], Full.Chains[1] with
        {
            Place = Full.Chains[1].Place with { ChainId = MaxExact },
            Final = Times.Block(MaxExact, LastSecond),
            AdmittedAt = LastSecond,
            RecordKeys = [Full.Chains[1].RecordKeys[0] with { Algorithm = byte.MaxValue, Validity = new Validity(LastSecond, LastSecond) }],
        }],
    });

    [Fact]
    public void TryRead_Zeros_AreReadBack() => AssertReadBack(Full with
    {
        Chains = [Full.Chains[1] with
        {
            Place = Full.Chains[1].Place with { ChainId = 0 },
            Final = Times.Block(0, DateTimeOffset.UnixEpoch),
            AdmittedAt = DateTimeOffset.UnixEpoch,
            Anchors = AnchorRows.Empty,
            Statuses = StatusRows.Empty,
        }],
    });

    [Fact]
    public void TryRead_EmptyLists_AreReadBack() => AssertReadBack(Full with
    {
        Chains = [Full.Chains[1] with { LogKeys = [], RecordKeys = [], Types = [], Anchors = AnchorRows.Empty, Statuses = StatusRows.Empty }],
    });

    [Fact]
    public void TryRead_SixteenChains_AreReadBackAndSeventeenAreRefused()
    {
        AssertReadBack(WithChains(MaxChains));

        Assert.False(MigrationRecord.TryRead(WithChains(MaxChains + 1).ToBytes(), out _, out var place));

        Assert.Equal("chains", place);
    }

    private static MigrationRecord WithChains(int count) => Full with
    {
        Chains = [.. Enumerable.Range(1, count).Select(number => FullRecord.First with
        {
            Place = FullRecord.First.Place with { ChainId = number },
            Anchors = AnchorRows.Empty,
            LeftBy = number == count ? null : FullRecord.Name(number),
        })],
    };

    private static void AssertReadBack(MigrationRecord record)
    {
        Assert.True(MigrationRecord.TryRead(record.ToBytes(), out var read, out var place), place);

        Assert.Equal(record.ToBytes(), read.ToBytes());
    }

    /// <summary>Returns the place that the refusal of a changed header names.</summary>
    private static string PlaceAfter(string path, Action<JsonObject, string> change)
    {
        var header = JsonNode.Parse(Full.WriteHeader())!;
        var names = path.Split('/');
        var parent = names[..^1].Aggregate(header, (node, name) => node is JsonArray items ? items[name[0] - '0']! : node[name]!);
        change(parent.AsObject(), names[^1]);

        Assert.False(MigrationRecord.TryRead((byte[])[.. Encoding.UTF8.GetBytes(header.ToJsonString()), (byte)'\n', .. Rows], out _, out var place), path);
        return place;
    }

    // The hash of the rows is not read but written again and compared.
    private static string NameOf(string path) => path.EndsWith("/sha256", StringComparison.Ordinal) ? "form" : path.Split('/')[^1];

    private static IEnumerable<string> PathsOf(JsonNode? node, string prefix) => node switch
    {
        JsonObject members => members.SelectMany(member => PathsOf(member.Value, $"{prefix}{member.Key}/").Prepend(prefix + member.Key)),
        JsonArray items => items.SelectMany((item, i) => PathsOf(item, $"{prefix}{i}/")),
        _ => [],
    };
}
