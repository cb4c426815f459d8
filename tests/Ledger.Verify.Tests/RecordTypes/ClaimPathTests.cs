using System.Text.Json;
using Ledger.Verify.RecordTypes;

namespace Ledger.Verify.Tests.RecordTypes;

/// <summary>SD-JWT VC, "Claim Path".</summary>
public sealed class ClaimPathTests
{
    private static readonly JsonElement Claims = JsonElement.Parse(
        """{"name":"王芳","doses":[{"lot":"A"},{"lot":"B","by":{"id":1}},"none"],"0":"zero"}""");

    [Theory]
    [InlineData("""["name"]""")]
    [InlineData("""["doses",null]""")]
    [InlineData("""["doses",0,"lot"]""")]
    [InlineData("""["doses",null,"by","id"]""")]
    [InlineData("""[null]""")]
    [InlineData("""[0]""")]
    [InlineData("""[2147483647]""")]
    [InlineData("""[""]""")]
    [InlineData("""["a/b","~","é","王"]""")]
    public void TryParse_Path_IsReadAndWrittenBack(string json)
    {
        var path = Parse(json);

        Assert.Equal(json, path.ToString());
        Assert.Equal(path, Parse(path.ToString()));
        Assert.Equal(path.GetHashCode(), Parse(json).GetHashCode());
    }

    [Fact]
    public void Equals_NullObjectOrOtherPath_IsTrueForTheSamePathOnly()
    {
        var path = ClaimPath.FromSegments("a", 1);

        Assert.True(path.Equals((object)ClaimPath.FromSegments("a", 1)));
        Assert.False(path.Equals((object)ClaimPath.FromSegments("a", 2)));
        Assert.False(path.Equals(path.ToString()));
        Assert.False(path.Equals(null));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"name\"")]
    [InlineData("0")]
    [InlineData("true")]
    [InlineData("""["name",true]""")]
    [InlineData("""["name",false]""")]
    [InlineData("""["name",[]]""")]
    [InlineData("""["name",{}]""")]
    [InlineData("""["name",-1]""")]
    [InlineData("""["name",0.5]""")]
    [InlineData("""["name",1.0]""")]
    [InlineData("""["name",1e0]""")]
    [InlineData("""["name",2147483648]""")]
    [InlineData("""["\ud800"]""")] // half a surrogate pair
    [InlineData("""["name","\udc00"]""")]
    public void TryParse_NotAPath_IsRefused(string json)
    {
        Assert.False(ClaimPath.TryParse(JsonElement.Parse(json), out var path));

        Assert.Null(path);
    }

    [Fact]
    public void FromSegments_NoSegment_Throws() => Assert.Throws<ArgumentException>(() => ClaimPath.FromSegments());

    [Fact]
    public void FromInt32_NegativeIndex_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => ClaimPath.FromSegments("doses", -1));

    [Theory]
    [InlineData("""["name"]""", """["王芳"]""")]
    [InlineData("""["doses",null,"lot"]""", """["A","B"]""")]
    [InlineData("""["doses",1,"lot"]""", """["B"]""")]
    [InlineData("""["doses",null,"by","id"]""", "[1]")]
    [InlineData("""["0"]""", """["zero"]""")]
    [InlineData("[0]", "[]")] // an index selects only from arrays
    [InlineData("[null]", "[]")] // and so does "every element"
    [InlineData("""["doses","0"]""", "[]")] // a name selects only from objects
    [InlineData("""["doses",3]""", "[]")]
    [InlineData("""["nothing"]""", "[]")]
    [InlineData("""["name","first"]""", "[]")]
    public void SelectFrom_Path_GivesTheValuesInOrder(string path, string expected) =>
        Assert.Equal(expected, $"[{string.Join(',', Parse(path).SelectFrom(Claims).Select(value => value.GetRawText()))}]");

    [Theory]
    [InlineData("""["doses",null]""", """["doses",0]""", true)]
    [InlineData("""["doses",null]""", """["doses",null]""", true)]
    [InlineData("""["doses",null,"lot"]""", """["doses",7,"lot"]""", true)]
    [InlineData("""["doses",0]""", """["doses",null]""", false)]
    [InlineData("""["doses",0]""", """["doses",1]""", false)]
    [InlineData("""["doses",null]""", """["doses","lot"]""", false)]
    [InlineData("""["doses",null]""", """["doses"]""", false)]
    [InlineData("""["doses"]""", """["doses",null]""", false)]
    [InlineData("""["0"]""", """[0]""", false)]
    public void Covers_AnotherPath_OnlyIfItMatchesThatPathExactly(string pattern, string path, bool expected) =>
        Assert.Equal(expected, Parse(pattern).Covers(Parse(path)));

    [Theory]
    [InlineData("""["doses"]""", """["doses",0,"lot"]""", true)]
    [InlineData("""["doses",null]""", """["doses",0,"lot"]""", true)]
    [InlineData("""["doses",0]""", """["doses",0]""", true)]
    [InlineData("""["doses",0,"lot"]""", """["doses"]""", false)]
    [InlineData("""["doses",1]""", """["doses",0,"lot"]""", false)]
    [InlineData("""["dose"]""", """["doses"]""", false)]
    public void Contains_AnotherPath_IfItMatchesThePathOrAParentOfIt(string pattern, string path, bool expected) =>
        Assert.Equal(expected, Parse(pattern).Contains(Parse(path)));

    [Fact]
    public void Equals_NameIndexAndAny_AreThreeThings()
    {
        ClaimPath[] paths = [ClaimPath.FromSegments("0"), ClaimPath.FromSegments(0), ClaimPath.FromSegments(ClaimPathSegment.Any), ClaimPath.FromSegments(""), ClaimPath.FromSegments(0, 0)];

        Assert.Equal(paths.Length, paths.Distinct().Count());
    }

    private static ClaimPath Parse(string json)
    {
        Assert.True(ClaimPath.TryParse(JsonElement.Parse(json), out var path), json);
        return path;
    }
}
