using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests.ForeignSeals;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests;

/// <summary>Runs <c>ledger record check</c> on SD-JWTs of another issuer, with that issuer's keys.</summary>
internal sealed class ForeignCheck : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public ForeignIssuer Issuer { get; } = new();

    public void Dispose()
    {
        Issuer.Dispose();
        Folder.Dispose();
    }

    public async Task<JsonNode> AssertPassesAsync(string text, params JsonObject[] keys)
    {
        var run = await CheckAsync(text, keys);

        Assert.Equal("", run.Error);
        Assert.Equal("passed", (string?)run.Json["result"]);
        Assert.Null(run.Json["code"]);
        Assert.Equal(0, run.ExitCode);
        return run.Json["claims"]!; // Set when it passes.
    }

    public Task AssertFailsAsync(Fault fault, string text, params JsonObject[] keys) => AssertFailsAsync(fault.Code, text, keys);

    public async Task AssertFailsAsync(string code, string text, params JsonObject[] keys)
    {
        var run = await CheckAsync(text, keys);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(code, (string?)run.Json["code"]);
        Assert.Null(run.Json["claims"]);
    }

    public async Task AssertNotSupportedAsync(string named, string text, params JsonObject[] keys) =>
        AssertCouldNotRun(await CheckAsync(text, keys), "LDG8514", named);

    public Task<LedgerRun> CheckAsync(string text, params JsonObject[] keys) => LedgerRun.RunAsync(
        "record", "check", Folder.Write("record.txt", text), "--jwks", Folder.Write("keys.json", ForeignIssuer.Set(keys)), "--json");
}
