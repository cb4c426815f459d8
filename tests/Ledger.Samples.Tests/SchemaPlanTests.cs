using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Schemas;

namespace Ledger.Samples.Tests;

/// <summary>Compares the plans of all record types with the schema library, over the claims of a made-up city and over altered ones.</summary>
public sealed class SchemaPlanTests(RecordTypes types) : IClassFixture<RecordTypes>
{
    private const int AlterationsOfEach = 24;

    [Fact]
    public void Plan_EveryRecordType_IsCompiled() => Assert.All(types.Catalogue.Types, type => Assert.NotNull(type.Schema.Plan));

    [Fact]
    public void Plan_TrueClaims_AreAllowed()
    {
        var lines = SampleLines.Parsed(200, 3).ToList();

        Assert.Equal(types.Catalogue.Types.Length, lines.Select(line => (string?)line["type"]).Distinct().Count());
        Assert.All(lines, line => Assert.True(PlanOf(line).Allows(Claims(line)), (string?)line["key"]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Plan_AlteredClaims_AllowsOnlyWhatTheLibraryAllows(int seed)
    {
        var random = new Random(seed);
        var (allowed, refused) = (0, 0);
        foreach (var line in SampleLines.Parsed(150, (ulong)seed))
        {
            var plan = PlanOf(line);
            for (var round = 0; round < AlterationsOfEach; round++)
            {
                var altered = line["claims"]!.DeepClone().AsObject();
                for (var change = random.Next(1, 3); change > 0; change--)
                {
                    Alterations.Apply(altered, random);
                }

                var claims = JsonElement.Parse(altered.ToJsonString());
                var violations = TypeOf(line).Schema.CheckByLibrary(claims, "");
                if (plan.Allows(claims))
                {
                    allowed++;
                    Assert.True(!violations.Any(), $"{altered.ToJsonString()}: {string.Join("; ", violations)}");
                }
                else if (violations.Any())
                {
                    refused++;
                }
            }
        }

        Assert.True(allowed > 1_000 && refused > 5_000, $"{allowed} allowed by both, {refused} refused by both");
    }

    private RecordType TypeOf(JsonObject line) => types.Catalogue.Find((string)line["type"]!)!;

    private IValuePlan PlanOf(JsonObject line) => TypeOf(line).Schema.Plan!;

    private static JsonElement Claims(JsonObject line) => JsonElement.Parse(line["claims"]!.ToJsonString());
}
