using System.Text;
using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Verify.Entries;

namespace Ledger.Tests.Issuing;

public sealed class RecordTypeTests
{
    private const string Smallest = """{"vct":"https://city.example/vct/x/1","kind":"certificate","domain":"health","schema":{"type":"object"}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("certificate", EntryKind.Certificate)]
    [InlineData("decision", EntryKind.Decision)]
    [InlineData("consent", EntryKind.Consent)]
    public async Task Read_SmallestFile_IsAccepted(string kind, EntryKind expected)
    {
        var type = await RecordType.ReadAsync(Changed(file => file["kind"] = kind), Cancellation);

        Assert.Equal((expected, "health", "https://city.example/vct/x/1"), (type.Kind, type.Domain, type.Metadata.Vct));
    }

    [Theory]
    [InlineData("vct")]
    [InlineData("kind")]
    [InlineData("domain")]
    [InlineData("schema")]
    public async Task Read_MemberMissing_IsRefused(string member) => await AssertDamagedAsync(Changed(file => file.Remove(member)));

    [Theory]
    [InlineData("kind", "\"status\"")]
    [InlineData("kind", "1")]
    [InlineData("domain", "\"\"")]
    [InlineData("domain", "null")]
    [InlineData("schema", "[]")]
    [InlineData("schema", """{"properties":7}""")]
    [InlineData("schema", """{"properties":{"a":{"$ref":"#/definitions/missing"}}}""")]
    [InlineData("schema", """{"properties":{"a":{"$ref":"https://elsewhere.example/schema.json"}}}""")]
    [InlineData("schema", """{"items":[{"$ref":"other.json#/definitions/a"}]}""")]
    [InlineData("claims", """[{"path":["a"]},{"path":["a"]}]""")]
    [InlineData("claims", """[{"path":["a"],"sd":"sometimes"}]""")]
    public async Task Read_MemberWrong_IsRefused(string member, string json) =>
        await AssertDamagedAsync(Changed(file => file[member] = JsonNode.Parse(json)));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"vct":"a","vct":"b"}""")]
    public async Task Read_NotOneObject_IsRefused(string text) => await AssertDamagedAsync([.. Encoding.UTF8.GetBytes(text)]);

    [Fact]
    public async Task Read_EveryTruncatedFile_IsRefused()
    {
        foreach (var type in (await TestCatalogue.LoadAsync()).Types)
        {
            await AssertDamagedAsync(type.Octets[..(type.Octets.Length / 2)]);
        }
    }

    [Fact]
    public async Task Catalogue_TwoFilesOfOneType_IsRefused()
    {
        var type = await RecordType.ReadAsync(Changed(_ => { }), Cancellation);

        var refused = Assert.Throws<InvalidDataException>(() => RecordTypeCatalogue.FromTypes([type, type]));

        Assert.Contains("https://city.example/vct/x/1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Catalogue_TypesOfADomain_IncludeThoseOfAny()
    {
        var catalogue = await TestCatalogue.LoadAsync();

        Assert.Equal(
            ["compulsory-education-completion", "consent", "eligibility-decision", "school-place-decision", "school-transfer", "student-status"],
            catalogue.ListTypes("education").Select(type => type.Metadata.Vct.Split('/')[^2]).Order(StringComparer.Ordinal));
    }

    private static async Task AssertDamagedAsync(System.Collections.Immutable.ImmutableArray<byte> octets) =>
        await Assert.ThrowsAsync<InvalidDataException>(async () => await RecordType.ReadAsync(octets, Cancellation));

    private static System.Collections.Immutable.ImmutableArray<byte> Changed(Action<JsonObject> change)
    {
        var file = JsonNode.Parse(Smallest)!.AsObject();
        change(file);
        return [.. Encoding.UTF8.GetBytes(file.ToJsonString())];
    }
}
