using System.Text;
using System.Text.Json.Nodes;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Bundles;

/// <summary>The key file of <c>verify --offline</c>, in the forms that departments publish and editors save.</summary>
public sealed class PinnedKeyFileTests(IssuedDepartment department) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("as published")]
    [InlineData("byte order mark")]
    [InlineData("UTF-16")]
    [InlineData("line feeds around")]
    [InlineData("one key alone")]
    [InlineData("encryption key beside it")]
    [InlineData("key for other operations beside it")]
    [InlineData("symmetric key beside it")]
    [InlineData("key of a newer kind beside it")]
    public async Task Verify_KeysInAnyForm_FindTheKeyOfTheSeal(string how)
    {
        var published = await File.ReadAllTextAsync(department.KeysFile, TestContext.Current.CancellationToken);
        var keys = JsonNode.Parse(published)!.AsObject();
        var key = keys["keys"]![0]!;
        byte[] file = how switch
        {
            "byte order mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(published)],
            "UTF-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(published)],
            "line feeds around" => Encoding.UTF8.GetBytes($"\r\n{published}\r\n"),
            "one key alone" => Encoding.UTF8.GetBytes(key.ToJsonString()),
            "encryption key beside it" => With(keys, """{"kty":"EC","crv":"P-256","x":"JqL-V2VDH5o3J9qAJSntIQSdibbNUBB7NxsT4dDYx4A","y":"kmLieA2m91khutOHPjmyYg40D30xSp_Thg2ZqKSl-dQ","use":"enc","alg":"ECDH-ES"}"""),
            "key for other operations beside it" => With(keys, """{"kty":"EC","crv":"P-256","x":"JqL-V2VDH5o3J9qAJSntIQSdibbNUBB7NxsT4dDYx4A","y":"kmLieA2m91khutOHPjmyYg40D30xSp_Thg2ZqKSl-dQ","key_ops":["deriveBits"]}"""),
            "symmetric key beside it" => With(keys, """{"kty":"oct","k":"AAAA"}"""),
            "key of a newer kind beside it" => With(keys, """{"kty":"AKP","alg":"ML-DSA-44","pub":"AAAA"}"""),
            _ => Encoding.UTF8.GetBytes(published),
        };

        var run = await VerifyAsync(file);

        Assert.Equal(2, run.ExitCode); // The anchor cannot be checked offline.
        Assert.Equal("passed", (string?)run.Json["checks"]!.AsArray().Single(check => (string?)check!["check"] == "seal")!["outcome"]);
    }

    [Theory]
    [InlineData("", "LDG8513")]
    [InlineData("<html>", "LDG8502")]
    [InlineData("{\"title\":\"A token is needed.\",\"status\":401}", "LDG8502")]
    public async Task Verify_NoKeyFile_CouldNotRun(string text, string code) => AssertCouldNotRun(await VerifyAsync(Encoding.UTF8.GetBytes(text)), code, "keys.json");

    private static byte[] With(JsonObject keys, string other)
    {
        keys["keys"]!.AsArray().Insert(0, JsonNode.Parse(other));
        return Encoding.UTF8.GetBytes(keys.ToJsonString());
    }

    private Task<LedgerRun> VerifyAsync(byte[] keys) => LedgerRun.RunAsync(
        "verify", department.BundleFile, "--offline", "--vkey", department.LogKey.ToString(), "--jwks", _folder.Write("keys.json", keys), "--json");
}
