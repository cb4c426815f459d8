using System.Text.Json.Nodes;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Records;

/// <summary>Runs the real program on each file in <c>tests/vectors/cases/record</c>, and compares the answer with the one stated there.</summary>
public sealed class RecordCaseTests
{
    private static readonly JsonArray Cases = JsonNode.Parse(File.ReadAllBytes(PathOf("cases.json")))!.AsArray();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Check_Case_GivesTheRightAnswer(int number)
    {
        var row = Cases[number]!;
        var arguments = row["arguments"]!.AsArray().Select(argument => (string)argument!);

        var run = await LedgerRun.RunProcessAsync(
            new Dictionary<string, string>(),
            ["record", "check", PathOf((string)row["file"]!), "--jwks", PathOf((string)row["keys"]!), "--json", .. arguments]);

        Assert.Equal((int)row["exit"]!, run.ExitCode);
        if (run.ExitCode == 2)
        {
            AssertCouldNotRun(run, (string)row["code"]!);
        }
        else
        {
            Assert.Equal(run.ExitCode == 0 ? "passed" : "failed", (string?)run.Json["result"]);
            Assert.Equal((string?)row["code"], (string?)run.Json["code"]);
            Assert.Equal(run.ExitCode == 0 ? "Ming" : null, (string?)run.Json["claims"]?["given_name"]);
            Assert.Equal("", run.Error);
        }
    }

    private static string PathOf(string name) => Repository.PathOf("tests", "vectors", "cases", "record", name);
}
