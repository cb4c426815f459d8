using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ledger.Cli.Tests.Chain;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Bundles;

public sealed class VerifyTests(IssuedDepartment department)
{
    private const string Registry = "0x1111111111111111111111111111111111111111";

    private string[] Offline => ["--offline", "--vkey", department.LogKey.ToString(), "--jwks", department.KeysFile];

    [Fact]
    public async Task Verify_OfflineValidBundle_NamesTheChecksThatDidNotRun()
    {
        var run = await LedgerRun.RunAsync(["verify", department.BundleFile, .. Offline, "--json"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("could-not-be-checked", (string?)run.Json["verdict"]);
        Assert.Equal(
            ["form", "disclosures", "seal", "commitment", "inclusion", "checkpoint", "validity"],
            Checks(run, "passed"));
        Assert.Equal(["issuer-authorised", "anchored", "final", "status", "holder-binding"], Checks(run, "not-run"));
    }

    [Fact]
    public async Task Verify_OfflineAsText_ShowsEveryCheckInBothLanguages()
    {
        var run = await LedgerRun.RunAsync(["verify", department.BundleFile, .. Offline]);

        Assert.StartsWith("? Could not be checked.", run.Output, StringComparison.Ordinal);
        Assert.Contains("未能核验", run.Output, StringComparison.Ordinal);
        Assert.Contains("✓ seal", run.Output, StringComparison.Ordinal);
        Assert.Contains("? anchored", run.Output, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    // One place in each part of the bundle. The offset counts from the first letter of that part.
    [Theory]
    [InlineData("\"entry\":\"{\\\"at\\\":", 0)]
    [InlineData("\"entry\":\"{\\\"at\\\":1,\\\"commitment\\\":", 5)]
    [InlineData("\"proof\":\"c2sp.org/tlog-proof@v1\\nindex 7\\n", 3)]
    [InlineData("\"record\":\"", 200)]
    [InlineData("\"record\":\"", 900)]
    [InlineData("\"salt\":\"", 3)]
    public async Task Verify_OneLetterChanged_IsNotGenuine(string after, int offset)
    {
        using var folder = new TemporaryFolder();
        var text = await File.ReadAllTextAsync(department.BundleFile, TestContext.Current.CancellationToken);
        var member = after[..after.IndexOf(':', StringComparison.Ordinal)];
        var place = text.IndexOf(member, StringComparison.Ordinal) + after.Length + offset;
        var damaged = folder.Write("b.json", text[..place] + (text[place] == '1' ? '2' : '1') + text[(place + 1)..]);

        var run = await LedgerRun.RunAsync(["verify", damaged, .. Offline, "--json"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("not-genuine", (string?)run.Json["verdict"]);
    }

    [Theory]
    [InlineData("", "the file is empty", "文件是空的")]
    [InlineData("no JSON at all", "LDG1001 (json)", "LDG1001")]
    [InlineData("{}", "LDG1001 (v)", "文件是 JSON，但不是所要的内容")]
    [InlineData("[1,2,3]", "The file is JSON, but not what was asked for", "文件是 JSON")]
    [InlineData("<!DOCTYPE html><title>502</title>", "The file is a web page", "文件是网页")]
    [InlineData("""{"code":"LDG7002","status":401,"title":"No token"}""", "The file is the error answer of a service", "错误回答")]
    [InlineData("{\"anchor\":{\"block\":5", "the file is cut off", "已被截断")]
    public async Task Verify_Garbage_GetsAReasonAndNoVerdict(string text, string en, string zh)
    {
        var run = await LedgerRun.RunAsync(
            new LedgerRun.Stage { Input = Encoding.UTF8.GetBytes(text) }, ["verify", "-", .. Offline, "--json"]);

        AssertCouldNotRun(run, "LDG8513");
        Assert.Contains(en, run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(zh, run.Error, StringComparison.Ordinal);
    }

    // A truncated download gets no verdict, wherever it ends.
    [Fact]
    public async Task Verify_TruncatedAnywhere_IsReportedAsTruncated()
    {
        using var folder = new TemporaryFolder();
        var whole = await File.ReadAllBytesAsync(department.BundleFile, TestContext.Current.CancellationToken);
        string[] files = [.. Enumerable.Range(0, 60).Select(part => folder.Write($"{part}.json", whole[..(1 + ((whole.Length - 1) * part / 60))]))];

        var run = await LedgerRun.RunAsync(["verify", .. files, .. Offline, "--json"]);

        Assert.Equal(2, run.ExitCode);
        Assert.All(run.Json.AsArray(), result => Assert.Equal((null, "LDG8513"), ((string?)result!["report"]?["verdict"], (string?)result["problem"])));
        Assert.Equal(files.Length, run.Error.Split("the file is cut off").Length - 1);
    }

    [Fact]
    public async Task Verify_LongerThanTheLimit_IsNotSupported()
    {
        var text = await File.ReadAllTextAsync(department.BundleFile, TestContext.Current.CancellationToken);

        var run = await LedgerRun.RunAsync(
            new LedgerRun.Stage { Input = Encoding.UTF8.GetBytes(text + new string(' ', 1024 * 1024)) }, ["verify", "-", .. Offline, "--json"]);

        AssertCouldNotRun(run, "LDG8514", "1048576");
    }

    [Fact]
    public async Task Verify_OfflineWithoutItsKey_DoesNotCheckTheSeal()
    {
        using var other = Ledger.Verify.Seals.Es256Signer.Generate();
        using var folder = new TemporaryFolder();
        var keys = folder.Write("jwks.json", new Ledger.Verify.Seals.JwkSet([other.PublicKey]).ToUtf8Json());

        var run = await LedgerRun.RunAsync("verify", department.BundleFile, "--offline", "--vkey", department.LogKey.ToString(), "--jwks", keys, "--json");

        Assert.Contains("seal", Checks(run, "not-run"));
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task Verify_OfflineWithAnotherLogKey_IsNotGenuine()
    {
        var other = new Ledger.Verify.Notes.Ed25519NoteSigner(department.LogKey.Name, new byte[32]).Key;

        var run = await LedgerRun.RunAsync("verify", department.BundleFile, "--offline", "--vkey", other.ToString(), "--jwks", department.KeysFile, "--json");

        Assert.Equal(["checkpoint"], Checks(run, "failed"));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Verify_DeadEndpoint_CouldNotBeChecked()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        var run = await LedgerRun.RunAsync(
            "verify", department.BundleFile, "--rpc", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), "--registry", Registry, "--json");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("could-not-be-checked", (string?)run.Json["verdict"]);
    }

    [Fact]
    public async Task Verify_TooFewEndpointsAnswer_CouldNotBeChecked()
    {
        var run = await LedgerRun.RunAsync(
            "verify", department.BundleFile, "--rpc", "http://127.0.0.1:1", "http://127.0.0.1:2", "--agree", "2", "--registry", Registry, "--json");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("could-not-be-checked", (string?)run.Json["verdict"]);
        Assert.Contains("0 endpoint(s) answered, but 2 must agree", run.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_EndpointOfAnotherGenesis_CouldNotBeChecked()
    {
        await using var chain = await YoungChain.StartAsync();

        var run = await LedgerRun.RunAsync(
            "verify", department.BundleFile, "--rpc", chain.Address, "--registry", Registry, "--genesis", ChainHashTests.ExampleFile("k8s"), "--json");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("could-not-be-checked", (string?)run.Json["verdict"]);
        Assert.Contains("has another block 0", run.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_MissingFile_CouldNotRun()
    {
        var run = await LedgerRun.RunAsync(["verify", "no-such-file.json", .. Offline, "--json"]);

        AssertCouldNotRun(run, "LDG8501", "no-such-file.json");
        Assert.Contains("文件无法读取。", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--offline needs --vkey and --jwks", "--offline")]
    [InlineData("--offline needs --vkey and --jwks", "--offline", "--jwks", "keys.json")]
    [InlineData("--rpc and --registry", "--json")]
    [InlineData("--rpc and --registry", "--rpc", "http://127.0.0.1:1")]
    [InlineData("--rpc", "--rpc", "ftp://127.0.0.1", "--registry", Registry)]
    [InlineData("--registry", "--rpc", "http://127.0.0.1:1", "--registry", "0x12")]
    [InlineData("--finality", "--rpc", "http://127.0.0.1:1", "--registry", Registry, "--finality", "soon")]
    [InlineData("--agree", "--rpc", "http://127.0.0.1:1", "--registry", Registry, "--agree", "2")]
    [InlineData("--agree", "--rpc", "http://127.0.0.1:1", "http://127.0.0.1:2", "--registry", Registry, "--agree", "0")]
    [InlineData("--timeout", "--rpc", "http://127.0.0.1:1", "--registry", Registry, "--timeout", "0")]
    [InlineData("--genesis", "--rpc", "http://127.0.0.1:1", "--registry", Registry, "--genesis", "0x12")]
    [InlineData("--as-of", "--offline", "--as-of", "yesterday")]
    [InlineData("--block-hash", "--block-hash", "12")]
    [InlineData("--block-hash", "--block-hash", "0xzz")]
    public async Task Verify_MissingOptions_AreNamed(string named, params string[] options) =>
        AssertCouldNotRun(await LedgerRun.RunAsync(["verify", department.BundleFile, .. options]), "LDG8503", named);

    [Fact]
    public async Task Verify_WrongVkey_CouldNotRun() => AssertCouldNotRun(
        await LedgerRun.RunAsync("verify", department.BundleFile, "--offline", "--vkey", "name+00000000+AAAA", "--jwks", department.KeysFile), "LDG8503", "--vkey");

    [Fact]
    public async Task Verify_SeveralFiles_WriteOneDocumentAndExitWithOneIfAnyIsNotGenuine()
    {
        using var folder = new TemporaryFolder();
        var text = await File.ReadAllTextAsync(department.BundleFile, TestContext.Current.CancellationToken);
        var changed = folder.Write("b.json", text.Replace("\"salt\":\"", "\"salt\":\"!", StringComparison.Ordinal));

        var run = await LedgerRun.RunAsync(["verify", department.BundleFile, changed, department.KeysFile, "no-such-file.json", .. Offline, "--json"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal([department.BundleFile, changed, department.KeysFile, "no-such-file.json"], run.Json.AsArray().Select(result => (string?)result!["file"]));
        Assert.Equal(["could-not-be-checked", "not-genuine", null, null], run.Json.AsArray().Select(result => (string?)result!["report"]?["verdict"]));
        Assert.Equal([null, null, "LDG8513", "LDG8501"], run.Json.AsArray().Select(result => (string?)result!["problem"]));
        Assert.StartsWith("LDG8513:", run.Error, StringComparison.Ordinal);
        Assert.Contains("LDG8501:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AsOfBeforeTheRecord_IsNotInForceThen()
    {
        var run = await LedgerRun.RunAsync(["verify", department.BundleFile, .. Offline, "--as-of", "2001-01-01T00:00:00Z", "--json"]);

        Assert.Equal(["validity"], Checks(run, "failed"));
        Assert.Equal("2001-01-01T00:00:00Z", (string?)run.Json["asOf"]);
    }

    private static IEnumerable<string?> Checks(LedgerRun run, string outcome) =>
        run.Json["checks"]!.AsArray().Where(check => (string?)check!["outcome"] == outcome).Select(check => (string?)check!["check"]);
}
