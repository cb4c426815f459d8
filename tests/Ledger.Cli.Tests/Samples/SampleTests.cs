using Ledger.Samples.Tests;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Samples;

public sealed class SampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sample_StandardOutput_HasOnlyTheLines()
    {
        var run = await LedgerRun.RunAsync("sample", "--residents", "10", "--seed", "4", "--as-of", "2027-03-01");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(SampleLines.Bytes(10, 4, new DateOnly(2027, 3, 1)), run.OutputBytes);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Sample_File_HoldsTheSameLines()
    {
        var file = _folder.PathOf("city.jsonl");

        var run = await LedgerRun.RunAsync("sample", "--residents", "10", "--seed", "4", "--out", file, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(SampleLines.Bytes(10, 4), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(SampleLines.Generate(10, 4).Count, (int?)run.Json["records"]);
        Assert.Equal(file, (string?)run.Json["file"]);
    }

    [Fact]
    public async Task Sample_NoResidents_IsEmpty()
    {
        var run = await LedgerRun.RunAsync("sample", "--residents", "0");

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Sample_FileOnATerminal_DrawsTheBarOnStandardErrorOnly()
    {
        var run = await LedgerRun.RunAsync(
            new LedgerRun.Stage { IsInteractive = true }, "sample", "--residents", "3", "--out", _folder.PathOf("city.jsonl"), "--json");

        Assert.Contains("100%", run.Error, StringComparison.Ordinal);
        Assert.NotNull(run.Json["records"]);
    }

    [Theory]
    [InlineData("LDG8503", "--residents", "-1")]
    [InlineData("LDG8503", "--as-of", "30.9.2026")]
    [InlineData("LDG8503", "--as-of", "2000-12-31")]
    [InlineData("LDG8503", "--as-of", "2091-01-01")]
    [InlineData("LDG8508", "--out", "nowhere/city.jsonl")]
    public async Task Sample_WrongOptions_AreNamed(string code, string option, string value)
    {
        var run = await LedgerRun.RunAsync("sample", option, value);

        AssertCouldNotRun(run, code, code == "LDG8508" ? value : option);
    }

    [Theory]
    [InlineData("Pacific/Kiritimati", "th_TH.UTF-8")]
    [InlineData("America/Los_Angeles", "ar_SA.UTF-8")]
    public async Task Sample_OtherZoneAndLocale_SameBytes(string zone, string locale)
    {
        var run = await LedgerRun.RunProcessAsync(
            new Dictionary<string, string> { ["TZ"] = zone, ["LC_ALL"] = locale }, "sample", "--residents", "40", "--seed", "9");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(SampleLines.Bytes(40, 9), run.OutputBytes);
    }
}
