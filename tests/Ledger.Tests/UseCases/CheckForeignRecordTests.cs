using System.Text;
using System.Text.Json.Nodes;
using Ledger.Inputs;
using Ledger.Tests.Files;
using Ledger.UseCases;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests.ForeignSeals;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Tests.UseCases;

/// <summary>An SD-JWT of another issuer is right or wrong. If it cannot be judged, it is neither.</summary>
public sealed class CheckForeignRecordTests : IDisposable
{
    private static readonly ForeignIssuer Issuer = new();
    private static readonly ForeignIssuer Stranger = new();
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddSeconds(1_800_000_000);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Execute_GoodRecord_IsRightAndDisclosed()
    {
        var result = await ExecuteAsync(Compact());

        Assert.Null(result.Refusal);
        Assert.Equal("Ming", result.Claims?.Payload.GetProperty("given_name").GetString());
        Assert.Equal("dc+sd-jwt", result.Record?.Type);
        Assert.False(result.IsOwnForm); // It has no time of issue.
    }

    [Fact]
    public async Task Execute_RecordInTheFormOfThisSystem_SaysSo() =>
        Assert.True((await ExecuteAsync(Compact("iat", 1_700_000_000) + "\n")).IsOwnForm);

    [Fact]
    public async Task Execute_JsonForm_IsRead()
    {
        var parts = Compact().Split('~', '.');
        var json = new JsonObject
        {
            ["protected"] = parts[0],
            ["payload"] = parts[1],
            ["signature"] = parts[2],
            ["header"] = new JsonObject { ["disclosures"] = new JsonArray(parts[3]) },
        };

        var result = await ExecuteAsync(json.ToJsonString());

        Assert.Null(result.Refusal);
        Assert.False(result.IsOwnForm);
    }

    [Fact]
    public async Task Execute_SealOfAnotherKey_IsWrong()
    {
        var result = await ExecuteAsync(Compact(), keys: Stranger);

        Assert.Equal(SealFaults.SignatureWrong, result.Refusal?.Fault);
        Assert.Null(result.Claims);
    }

    [Theory]
    [InlineData("dc+sd-jwt", null)]
    [InlineData("application/dc+sd-jwt", null)]
    [InlineData("example+sd-jwt", "LDG1109")]
    public async Task Execute_RequiredType_IsCompared(string type, string? code) =>
        Assert.Equal(code, (await ExecuteAsync(Compact(), type)).Refusal?.Fault.Code);

    // An honest clock may be an hour ahead.
    [Theory]
    [InlineData("exp", 0, "LDG1153")]
    [InlineData("exp", 1, null)]
    [InlineData("nbf", 0, null)]
    [InlineData("nbf", 1, "LDG1152")]
    [InlineData("iat", 3600, null)]
    [InlineData("iat", 3601, "LDG1154")]
    public async Task Execute_Dates_AreComparedWithTheClock(string claim, int seconds, string? code) =>
        Assert.Equal(code, (await ExecuteAsync(Compact(claim, Now.ToUnixTimeSeconds() + seconds))).Refusal?.Fault.Code);

    [Fact]
    public async Task Execute_StrayDisclosure_IsWrong() =>
        Assert.Equal(SealFaults.DisclosureUnreferenced, (await ExecuteAsync(Compact() + ForeignIssuer.Disclosure("a", 1) + "~")).Refusal?.Fault);

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.AA")]
    [InlineData("{\"payload\":7}")]
    public async Task Execute_TextThatIsNotAnSdJwt_CannotBeRead(string text) =>
        Assert.Equal(RunFaults.CannotBeRead, (await Assert.ThrowsAsync<FaultException>(() => ExecuteAsync(text))).Fault);

    [Fact]
    public async Task Execute_AlgorithmOfTheFuture_IsNotSupported()
    {
        var problem = await Assert.ThrowsAsync<FaultException>(() => ExecuteAsync(Issuer.Compact(ForeignIssuer.Header("ML-DSA-44"), ForeignIssuer.Claims)));

        Assert.Equal(RunFaults.NotSupported, problem.Fault);
        Assert.Contains(SealFaults.AlgorithmUnsupported.Code, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_NoKeyThatTheSealNames_DoesNotDecide()
    {
        var problem = await Assert.ThrowsAsync<FaultException>(() => ExecuteAsync(Compact(), keyId: "key-2"));

        Assert.Equal(RunFaults.OptionWrong, problem.Fault);
        Assert.Contains("--jwks", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_KeysThatAreNone_AreNamed()
    {
        await File.WriteAllTextAsync(_folder["keys"], "{}", TestContext.Current.CancellationToken);

        var problem = await Assert.ThrowsAsync<FaultException>(() => RunAsync("-", type: null));

        Assert.Equal(RunFaults.FileMalformed, problem.Fault);
        Assert.Contains(_folder["keys"], problem.Detail, StringComparison.Ordinal);
    }

    private static string Compact(string? claim = null, long value = 0)
    {
        var claims = ForeignIssuer.Claims;
        if (claim is not null)
        {
            claims[claim] = value;
        }

        return Issuer.Compact(ForeignIssuer.Header("ES256"), claims, ForeignIssuer.Disclosure("given_name", "Ming"));
    }

    private async Task<CheckedForeignRecord> ExecuteAsync(string text, string? type = null, ForeignIssuer? keys = null, string keyId = "key-1")
    {
        var cancel = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(_folder["record"], text, cancel);
        var key = (keys ?? Issuer).Key("ES256", new JsonObject { ["kid"] = keyId });
        await File.WriteAllBytesAsync(_folder["keys"], Encoding.UTF8.GetBytes(ForeignIssuer.Set(key)), cancel);
        return await RunAsync(_folder["record"], type);
    }

    private Task<CheckedForeignRecord> RunAsync(string path, string? type) =>
        new CheckForeignRecord(new InputFiles(() => Stream.Null), new FakeTimeProvider(Now)).ExecuteAsync(path, _folder["keys"], type, TestContext.Current.CancellationToken);
}
