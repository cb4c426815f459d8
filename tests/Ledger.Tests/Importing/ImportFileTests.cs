using System.Text;
using System.Text.Json.Nodes;
using Ledger.Importing;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Importing;

/// <summary>Lines that are sent, refused here or at the node, and outages in between.</summary>
public sealed class ImportFileTests : IBatchSender, IRefusedLines
{
    private const string Line = """{"department":"health","key":"a"}""";

    private readonly List<(string Department, string Lines)> _sent = [];
    private readonly List<(long Number, string Code)> _refused = [];

    private Func<string, string> _answer = lines => string.Concat(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(_ => """{"id":"x"}""" + "\n"));

    [Fact]
    public async Task Run_LinesOfTwoDepartments_SendsEachToItsOwn()
    {
        var result = await RunAsync($"{Line}\n{Line.Replace("health", "education", StringComparison.Ordinal)}\n");

        Assert.Equal((2, 0), (result.Accepted, result.Refused));
        Assert.Equal(["education", "health"], _sent.Select(one => one.Department).Order());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    public async Task Run_ALineWithoutADepartment_IsRefusedAndNotSent(string line)
    {
        var result = await RunAsync($"{Line}\n{line}\n");

        Assert.Equal((1, 1), (result.Accepted, result.Refused));
        Assert.Equal(2, Assert.Single(_refused).Number);
        Assert.Equal(Line + "\n", Assert.Single(_sent).Lines);
    }

    [Fact]
    public async Task Run_ALineThatTheNodeRefuses_IsCounted()
    {
        _answer = _ => """{"code":"LDG2010"}""" + "\n";

        var result = await RunAsync(Line + "\n");

        Assert.Equal((0, 1), (result.Accepted, result.Refused));
        Assert.Equal((1, "LDG2010"), Assert.Single(_refused));
    }

    [Fact]
    public async Task Run_AnOutageInTheAnswer_StopsAndSaysWhereToContinue()
    {
        _answer = _ => """{"code":"LDG9001"}""" + "\n";

        var problem = await AssertRefusedAsync(RunFaults.ImportInterrupted, Line + "\n");

        Assert.Contains("0 accepted, 0 refused, not answered from line 1 on", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ANodeOutOfReach_KeepsItsFault()
    {
        _answer = _ => throw new FaultException(RunFaults.Unreachable, "node");

        Assert.StartsWith("node; ", (await AssertRefusedAsync(RunFaults.Unreachable, Line + "\n")).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}\n{}\n")]
    [InlineData("")]
    public async Task Run_AnotherNumberOfAnswers_IsUnreadable(string answers)
    {
        _answer = _ => answers;

        await AssertRefusedAsync(RunFaults.AnswerUnreadable, Line + "\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("<html></html>")]
    [InlineData("a,b\nc,d\n")]
    public async Task Check_AFileWithoutJsonLines_IsRefusedBeforeAnythingIsSent(string text)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(text));

        var problem = await Assert.ThrowsAsync<FaultException>(() => ImportFile.CheckAsync(input, "file", TestContext.Current.CancellationToken));

        Assert.Equal(RunFaults.ImportUnreadable.Code, problem.Fault.Code);
        Assert.Empty(_sent);
    }

    Task<string> IBatchSender.SendAsync(string department, byte[] lines, CancellationToken cancellationToken)
    {
        _sent.Add((department, Encoding.UTF8.GetString(lines)));
        return Task.FromResult(_answer(Encoding.UTF8.GetString(lines)));
    }

    Task IRefusedLines.AddAsync(long number, ReadOnlyMemory<byte> line, string code, JsonNode? errors, CancellationToken cancellationToken)
    {
        _refused.Add((number, code));
        return Task.CompletedTask;
    }

    private async Task<FaultException> AssertRefusedAsync(Fault expected, string text)
    {
        var problem = await Assert.ThrowsAsync<FaultException>(() => RunAsync(text));
        Assert.Equal(expected.Code, problem.Fault.Code);
        return problem;
    }

    private async Task<ImportResult> RunAsync(string text)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var import = new ImportFile(this, this, "file");
        return await import.RunAsync(input, _ => { }, TestContext.Current.CancellationToken);
    }
}
