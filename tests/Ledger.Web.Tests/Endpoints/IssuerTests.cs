using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Seals;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Compares what a node publishes about its departments and types with its records.</summary>
public sealed class IssuerTests(RunningNode node, FinalRecord record) : IClassFixture<FinalRecord>
{
    [Fact]
    public async Task Issuer_PublishesTheKeyThatSealsItsRecords()
    {
        var metadata = await GetAsync("/.well-known/jwt-vc-issuer/education");
        var sealedRecord = SealedRecord();
        Assert.True(JwkSet.TryParse(Encoding.UTF8.GetBytes(metadata["jwks"]!.ToJsonString()), out var keys, out var refusal), refusal?.ToString());

        var key = keys.Find(sealedRecord.KeyId!);

        Assert.NotNull(key);
        using var verifier = SealVerifier.For(key);
        Assert.Null(sealedRecord.CheckSeal(verifier));
        Assert.True(sealedRecord.TryDisclose(out var claims, out _));
        Assert.Equal(claims.Issuer, metadata["issuer"]!.GetValue<string>());
    }

    [Fact]
    public async Task Issuer_OfAnotherDepartment_HasOtherKeys()
    {
        var metadata = await GetAsync("/.well-known/jwt-vc-issuer/health");
        Assert.True(JwkSet.TryParse(Encoding.UTF8.GetBytes(metadata["jwks"]!.ToJsonString()), out var keys, out _));

        Assert.Null(keys.Find(SealedRecord().KeyId!));
        Assert.Equal("https://ledger.localhost/health", metadata["issuer"]!.GetValue<string>());
    }

    [Fact]
    public async Task Departments_AreListedWithTheirLogsAndTypes()
    {
        var departments = (await GetAsync("/v1/departments")).AsArray();

        Assert.Equal(["civil-affairs", "education", "employment", "health"], departments.Select(department => department!["id"]!.GetValue<string>()));
        Assert.All(departments, department =>
        {
            var id = department!["id"]!.GetValue<string>();
            Assert.Equal($"ledger.localhost/{id}/log", department["origin"]!.GetValue<string>());
            Assert.Equal($"{node.Address.GetLeftPart(UriPartial.Authority)}/{id}/log", department["log"]!.GetValue<string>());
            Assert.NotEmpty(department["types"]!.AsArray());
        });
    }

    [Fact]
    public async Task Types_AreServedWithTheBytesOfTheirIntegrity()
    {
        var types = (await GetAsync("/v1/types")).AsArray();
        Assert.Equal(18, types.Count);

        foreach (var type in types)
        {
            var octets = await node.Http.GetByteArrayAsync(type!["metadata"]!.GetValue<string>(), TestContext.Current.CancellationToken);
            Assert.Equal(type["integrity"]!.GetValue<string>(), "sha256-" + Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(octets)));
            Assert.Equal(type["vct"]!.GetValue<string>(), JsonNode.Parse(octets)!["vct"]!.GetValue<string>());
            Assert.Matches("\\p{IsCJKUnifiedIdeographs}", type["nameZh"]!.GetValue<string>());
        }
    }

    private SdJwt SealedRecord()
    {
        Assert.True(SdJwt.TryParse(JsonNode.Parse(record.Bundle)!["record"]!.GetValue<string>(), out var sdJwt, out var refusal), refusal?.ToString());
        return sdJwt;
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        using var response = await node.Http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }
}
