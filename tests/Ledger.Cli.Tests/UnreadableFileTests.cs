using System.Text;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests;

/// <summary>
/// Tests every command that reads a file. For a wrong file it names the kind of the file once; for a wrong encoding, the first wrong byte.
/// </summary>
public sealed class UnreadableFileTests : IDisposable
{
    private const string Key = "--key-file";
    private const string Registry = "0x1111111111111111111111111111111111111111";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string[]> Commands => new()
    {
        { "verify", ["verify", "FILE", "--rpc", "http://127.0.0.1:1", "--registry", Registry] },
        { "record", ["record", "check", "FILE", "--jwks", "FILE"] },
        { "proof", ["proof", "check", "FILE", "--vkey", SmallLog.Vkey, "--entry", "FILE"] },
        { "log state", ["log", "check", "LOG", "--vkey", SmallLog.Vkey, "--state", "FILE"] },
        { "log compare", ["log", "compare", "FILE", "FILE", "--vkey", SmallLog.Vkey] },
        { "tokens", ["history", "019ab000-0000-7000-8000-000000000001", "--tokens", "FILE"] },
        { "account key", ["council", "approve", "0x1111111111111111111111111111111111111111111111111111111111111111", Key, "FILE", "--registry", Registry, "--rpc", "http://127.0.0.1:1"] },
        { "plan", ["chain", "network", "--plan", "FILE", "--out", "out"] },
        { "genesis", ["chain", "hash", "FILE"] },
    };

    public static TheoryData<string, string, string[]> CommandsAndFiles
    {
        get
        {
            var rows = new TheoryData<string, string, string[]>();
            foreach (var command in Commands)
            {
                foreach (var kind in new[] { "pdf", "gbk", "utf-16", "binary" })
                {
                    rows.Add(command.Data.Item1, kind, command.Data.Item2);
                }
            }

            return rows;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(CommandsAndFiles))]
    public async Task Run_FileThatIsNotText_NamesItsKind(string command, string kind, string[] args)
    {
        var (bytes, expected) = kind switch
        {
            "pdf" => ("%PDF-1.7\n"u8.ToArray(), "a PDF document"),
            "gbk" => ([.. "{\"a\":1,\n\"b\":\""u8, 0xD5, 0xC5, 0xC8, 0xFD, .. "\"}"u8], "line 2, byte 6 is the first that is not"),
            "utf-16" => (Encoding.Unicode.GetBytes("{\"a\":1}"), "line 1, byte 2 is the first that is not"),
            _ => (new byte[] { 0, 1, 2, 3, 200, 201 }, "binary data"),
        };
        var path = _folder.PathOf("given");
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        var run = await RunAsync(args, path);

        AssertCouldNotRun(run, "LDG8513");
        Assert.Contains(expected, run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Single(run.Error.Split("LDG8513").Skip(1));
        Assert.NotNull(command);
    }

    [Theory, MemberData(nameof(Commands))]
    public async Task Run_WebPage_IsNamed(string command, string[] args)
    {
        var path = _folder.Write("given", "<!DOCTYPE html><html>Sign in</html>");

        var run = await RunAsync(args, path);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("web page", run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(command);
    }

    [Theory, MemberData(nameof(Commands))]
    public async Task Run_EmptyFile_CouldNotRun(string command, string[] args)
    {
        var run = await RunAsync(args, _folder.Write("given", " \n"));

        Assert.Equal(2, run.ExitCode);
        Assert.Matches("[一-鿿]", run.Error);
        Assert.NotNull(command);
    }

    [Fact]
    public async Task Tokens_BrokenJson_NamesLineAndByte() => AssertCouldNotRun(
        await LedgerRun.RunAsync("history", "019ab000-0000-7000-8000-000000000001", "--tokens", _folder.Write("t.json", "{\n\"health\": nonsense}")),
        "LDG8502", "line 2, byte 12");

    private Task<LedgerRun> RunAsync(string[] args, string path) => LedgerRun.RunAsync(args.Select(arg => arg switch
    {
        "FILE" => path,
        "LOG" => WriteLog(),
        "out" => _folder.PathOf(arg),
        _ => arg,
    }));

    private string WriteLog()
    {
        var folder = _folder.PathOf("log");
        new SmallLog(folder).WriteAt(20);
        return folder;
    }
}
