using System.Text.Json.Nodes;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Bundles;

/// <summary>Runs the real program on each file in <c>tests/vectors/cases/verify</c>, and compares the answer with the one stated there.</summary>
public sealed class VerifyCaseTests
{
    private static readonly JsonArray Cases = JsonNode.Parse(File.ReadAllBytes(PathOf("cases.json")))!.AsArray();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Verify_Case_GivesTheRightAnswer(int number)
    {
        var row = Cases[number]!;
        var (file, code) = ((string)row["file"]!, (string?)row["code"]);

        var run = await LedgerRun.RunProcessAsync(
            new Dictionary<string, string>(),
            [
                "verify", PathOf(file), "--offline", "--vkey", File.ReadAllText(PathOf("health.vkey")).Trim(), "--jwks", PathOf("health.jwks.json"),
                "--as-of", "2026-12-01T00:00:00Z", "--json",
            ]);

        Assert.Equal((int)row["exit"]!, run.ExitCode);
        if (code is { Length: 7 })
        {
            AssertCouldNotRun(run, code);
            Assert.Contains((string?)row["reason"] ?? "", run.Error, StringComparison.OrdinalIgnoreCase);
            return;
        }

        var failed = run.Json["checks"]!.AsArray().Where(check => (string?)check!["outcome"] == "failed")
            .Select(check => $"{check!["check"]} {check["code"]}");
        Assert.Equal(code is null ? [] : [code], failed);
        Assert.Equal(code is null ? "could-not-be-checked" : "not-genuine", (string?)run.Json["verdict"]);
        Assert.Equal(code is null || !code.StartsWith("form", StringComparison.Ordinal), (string?)run.Json["checks"]![0]!["outcome"] == "passed");
        Assert.Equal("", run.Error);
    }

    private static string PathOf(string name) => Repository.PathOf("tests", "vectors", "cases", "verify", name);
}
