using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Issuing;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;

namespace Ledger.Tests.Issuing;

/// <summary>The rules for every published type file (src/Ledger/Issuing/RecordTypes/README.md).</summary>
public sealed class RecordTypeFilesTests
{
    private static readonly string[] FromElsewhere =
    [
        "id_type", "personal_administrative_number", "name", "given_name", "family_name", "birthdate", "sex",
        "issuing_authority", "issuing_authority/id", "issuing_authority/name", "issuing_authority/name/zh", "issuing_authority/name/en",
        "issuing_country",
    ];

    private static readonly string[] Registered = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf", "status", "vct", "vct#integrity"];

    private static readonly Dictionary<string, string> Published =
        JsonSerializer.Deserialize<Dictionary<string, string>>(Examples.ReadResource("published.json"))!;

    public static TheoryData<string> Names => [.. Published.Keys];

    [Fact]
    public async Task Catalogue_HoldsExactlyThePublishedTypes() =>
        Assert.Equal(
            Published.Keys.Order(StringComparer.Ordinal),
            (await TestCatalogue.LoadAsync()).Types.Select(type => NameOf(type.Metadata.Vct)).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Names))]
    public async Task File_Published_NeverChanges(string name)
    {
        var type = await FindAsync(name);

        Assert.Equal(Published[name], Convert.ToHexStringLower(SHA256.HashData(type.Octets.AsSpan())));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Claims_AndSchema_NameTheSamePlaces(string name)
    {
        var type = await FindAsync(name);
        var inClaims = type.Metadata.Claims.Select(claim => PathOf(claim.Path)).Except(FromElsewhere);

        Assert.Equal(PlacesOf(type).Select(place => place.Path).Order(StringComparer.Ordinal), inClaims.Order(StringComparer.Ordinal));
        Assert.All(FromElsewhere, path => Assert.Contains(type.Metadata.Claims, claim => PathOf(claim.Path) == path));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Claims_Mandatory_AreTheRequiredOnesOfTheSchema(string name)
    {
        var type = await FindAsync(name);
        var mandatory = type.Metadata.Claims.Where(claim => claim.Mandatory).Select(claim => PathOf(claim.Path)).Except(FromElsewhere);

        Assert.Equal(
            PlacesOf(type).Where(place => place.IsAlways).Select(place => place.Path).Order(StringComparer.Ordinal),
            mandatory.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Claims_EachHasALabelInBothLanguagesAndARule(string name)
    {
        var type = await FindAsync(name);

        Assert.All(type.Metadata.Claims, claim =>
        {
            Assert.NotNull(claim.Rule);
            Assert.Equal(["en", "zh-CN"], claim.Display.Select(display => display.Locale).Order(StringComparer.Ordinal));
        });
        Assert.Equal(["en", "zh-CN"], type.Metadata.Display.Select(display => display.Locale).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Claims_OfThePerson_AreAlwaysDisclosable(string name)
    {
        var type = await FindAsync(name);

        Assert.All(FromElsewhere[..7], claim => Assert.Equal(DisclosureRule.Always, type.Metadata.Find(ClaimPath.FromSegments(claim))!.Rule));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Schema_EveryPlace_IsLimited(string name)
    {
        var type = await FindAsync(name);

        Assert.All(PlacesOf(type), place =>
        {
            switch (place.Schema.GetProperty("type").GetString())
            {
                case "string":
                    Assert.InRange(place.Schema.GetProperty("maxLength").GetInt32(), 1, 4000);
                    break;
                case "integer":
                    Assert.True(place.Schema.GetProperty("minimum").GetInt64() <= place.Schema.GetProperty("maximum").GetInt64());
                    break;
                case "array":
                    Assert.InRange(place.Schema.GetProperty("maxItems").GetInt32(), 1, 200);
                    break;
                case "object":
                    Assert.False(place.Schema.GetProperty("additionalProperties").GetBoolean());
                    break;
                case "boolean":
                    break;
                default:
                    Assert.Fail($"{place.Path} may be something else.");
                    break;
            }
        });
        Assert.False(SchemaOf(type).GetProperty("additionalProperties").GetBoolean());
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Schema_EveryText_IsAnEnumADateOrHasAnAnchoredPattern(string name)
    {
        var type = await FindAsync(name);

        Assert.All(PlacesOf(type).Where(place => place.Schema.GetProperty("type").GetString() == "string"), place =>
        {
            if (place.Schema.TryGetProperty("pattern", out var pattern))
            {
                // Only the reasons of a decision may have several lines.
                var hasLines = place.Path.StartsWith("reasons/text/", StringComparison.Ordinal);
                Assert.EndsWith(hasLines ? "]+$" : "(?!\\n)$", pattern.GetString(), StringComparison.Ordinal);
                Assert.DoesNotContain("\\d", pattern.GetString(), StringComparison.Ordinal);
                Assert.DoesNotMatch(new Regex(pattern.GetString()!), "a\u202eb");
            }
            else
            {
                Assert.True(place.Schema.TryGetProperty("enum", out _) || place.Schema.GetProperty("format").GetString() == "date", place.Path);
            }
        });
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Schema_EveryCode_HasALabelInBothLanguages(string name)
    {
        var type = await FindAsync(name);

        Assert.All(PlacesOf(type).Where(place => place.Schema.TryGetProperty("enum", out _)), place =>
        {
            var labels = place.Schema.GetProperty("x-labels");
            var codes = place.Schema.GetProperty("enum").EnumerateArray().Select(code => code.ToString());
            Assert.Equal(codes, labels.EnumerateObject().Select(label => label.Name));
            Assert.All(labels.EnumerateObject(), label =>
            {
                Assert.NotEqual("", label.Value.GetProperty("zh-CN").GetString());
                Assert.NotEqual("", label.Value.GetProperty("en").GetString());
            });
        });
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Schema_TopLevelNames_AreNotRegisteredClaims(string name)
    {
        var type = await FindAsync(name);

        Assert.Empty(PlacesOf(type).Select(place => place.Path).Intersect(Registered));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Record_OfTheLargestSize_HasNoMoreDisclosuresThanAllowed(string name)
    {
        var type = await FindAsync(name);
        var largest = PlacesOf(type).ToDictionary(place => place.Path, place => place.IsArray ? place.Schema.GetProperty("maxItems").GetInt64() : 1);

        var disclosures = type.Metadata.Claims
            .Where(claim => claim.Rule is DisclosureRule.Always or DisclosureRule.Allowed)
            .Sum(claim => ArraysAbove(PathOf(claim.Path)).Aggregate(1L, (product, array) => product * largest[array]));

        Assert.InRange(disclosures, 7, SdJwtLimits.MaxDisclosures);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task File_Domain_IsOneOfTheFourOrAny(string name) =>
        Assert.Contains((await FindAsync(name)).Domain, new[] { "education", "employment", "health", "civil-affairs", "any" });

    private static async Task<RecordType> FindAsync(string name) =>
        (await TestCatalogue.LoadAsync()).Types.Single(type => NameOf(type.Metadata.Vct) == name);

    private static string NameOf(string vct) => string.Join('-', vct.Split('/')[^2..]);

    private static IEnumerable<SchemaPlace> PlacesOf(RecordType type) => SchemaPlace.Walk(SchemaOf(type));

    private static JsonElement SchemaOf(RecordType type) => JsonElement.Parse(type.Octets.AsSpan()).GetProperty("schema");

    private static string PathOf(ClaimPath path) => string.Join('/', path.Segments.Select(segment => segment.Name ?? "*"));

    /// <summary>The arrays on a path: "a/*/b/*" contains a and a/*/b.</summary>
    private static IEnumerable<string> ArraysAbove(string path) =>
        Enumerable.Range(0, path.Length).Where(i => path[i] == '*').Select(i => path[..(i - 1)]);
}
