using System.Text.Json.Nodes;
using Ledger.Departments;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Council;

/// <summary>Tests what <c>ledger contracts deploy</c> and <c>ledger department keys …</c> refuse, with the code of each reason.</summary>
public sealed class GovernanceRefusalTests(CouncilledChain chain) : IClassFixture<CouncilledChain>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deploy_ContinuingADeploymentWithAnotherCouncil_IsRefused()
    {
        // The state after an interruption before the address book is complete.
        var book = JsonNode.Parse(await File.ReadAllTextAsync(chain.Book, Cancel))!;
        var deployer = new OperatorKey(KeyOctets.FromBytes(Convert.FromHexString(await File.ReadAllTextAsync(chain.Deployer, Cancel)))).Address;
        var again = Path.Combine(chain.Folder, "again.json");
        await File.WriteAllTextAsync(again + ".plan", $"{deployer} {book["chainId"]} 0 {book["block"]}\n", Cancel);

        var other = await chain.DeployAsync(again, "--delay", "48h");

        // The error follows the steps, which the command prints as it runs.
        Assert.True(other.ExitCode == 2 && other.Error.Contains("\nLDG8604:", StringComparison.Ordinal), other.ToString());
        Assert.False(File.Exists(again));

        var same = await chain.DeployAsync(again);
        Assert.True(same.ExitCode == 0, same.ToString());
        Assert.Equal(book["registry"]!.GetValue<string>(), JsonNode.Parse(await File.ReadAllTextAsync(again, Cancel))!["registry"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("--delay", "48h", "delay 1.00:00:00")]
    [InlineData("--lifetime", "20d", "lifetime 14.00:00:00")]
    [InlineData("--least-delay", "12h", "least delay 1.00:00:00")]
    public async Task Deploy_AgainWithOtherArguments_IsRefusedAndNamesTheDifference(string option, string value, string found)
    {
        var other = await chain.DeployAsync(chain.Book, option, value);

        Assert.True(other.ExitCode == 2 && other.Error.StartsWith("LDG8534:", StringComparison.Ordinal), other.ToString());
        Assert.Contains(found, other.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Already deployed", other.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_AgainWithTheSameArguments_Succeeds()
    {
        var same = await chain.DeployAsync(chain.Book);

        Assert.True(same.ExitCode == 0 && same.Out.StartsWith("Already deployed", StringComparison.Ordinal), same.ToString());
    }

    [Fact]
    public async Task Send_FromAnAccountWithoutCoins_ReportsItAndTheRemedy()
    {
        var poor = Path.Combine(chain.Folder, "poor.key");
        var account = OperatorKey.Generate();
        await File.WriteAllTextAsync(poor, Convert.ToHexStringLower(account.ExportPrivateKey().AsSpan()), Cancel);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(poor, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var run = await CliRun.RunAsync(
            "contracts", "deploy", "--rpc", chain.Dev.Rpc.ToString(), "--key-file", poor, "--members", string.Join(',', chain.Members), "--threshold", "2",
            "--out", Path.Combine(chain.Folder, "poor.json"));

        Assert.True(run.ExitCode == 2 && run.Error.Contains($"LDG4006: The department's account on the chain cannot pay for gas. Account {account.Address}.", StringComparison.Ordinal), run.ToString());
        Assert.Contains("余额不足", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_DirectoryWithoutKeys_IsRefused()
    {
        using var folder = new TemporaryFolder();

        CouncilCommandTests.AssertRefused(
            await CliRun.RunAsync("department", "keys", "show", "--data", folder.Path, "--department", "harbour"), "LDG8621");
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("another")]
    [InlineData("short")]
    public async Task Keys_WrongMasterKey_IsRefused(string master)
    {
        using var folder = new TemporaryFolder();
        MakeKeys(folder.Path, "harbour");
        var file = new DataLayout(folder.Path).MasterKey;
        File.Delete(file);
        if (master != "missing")
        {
            FileMasterKey.Open(file); // Creates another master key.
        }

        if (master == "short")
        {
            await File.WriteAllBytesAsync(file, [1, 2, 3], Cancel);
        }

        CouncilCommandTests.AssertRefused(
            await CliRun.RunAsync("department", "keys", "show", "--data", folder.Path, "--department", "harbour"), "LDG8622");
    }

    [Fact]
    public async Task Rotate_WithTheKeysOfAnotherAccount_IsRefused()
    {
        using var folder = new TemporaryFolder();
        MakeKeys(folder.Path, "harbour");
        await AdmitAsync("harbour", (await chain.NewAccountAsync("harbour")).Address.ToString());

        CouncilCommandTests.AssertRefused(await RotateAsync(folder.Path, "harbour"), "LDG8623");
    }

    [Fact]
    public async Task Rotate_WhileATransactionOfTheAccountWaits_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var account = MakeKeys(folder.Path, "canal").Address.ToString();
        await AdmitAsync("canal", account);
        await chain.AskAsync("anvil_setBalance", account, "0xde0b6b3a7640000");
        await chain.AskAsync("evm_setAutomine", false);
        try
        {
            await chain.AskAsync("anvil_impersonateAccount", account);
            await chain.AskAsync("eth_sendTransaction", new { from = account, to = account, value = "0x1" });

            CouncilCommandTests.AssertRefused(await RotateAsync(folder.Path, "canal"), "LDG8624");
        }
        finally
        {
            await chain.AskAsync("evm_setAutomine", true);
            await chain.AskAsync("evm_mine");
        }

        var rotated = await RotateAsync(folder.Path, "canal");
        Assert.True(rotated.ExitCode == 0, rotated.ToString());
    }

    /// <summary>Creates a department's keys as its node does.</summary>
    private static OperatorKey MakeKeys(string data, string name)
    {
        Assert.True(DepartmentId.TryParse(name, out var department));
        var layout = new DataLayout(data);
        Directory.CreateDirectory(layout.Keys);
        var files = new KeyFiles(layout.Keys, FileMasterKey.Open(layout.MasterKey));
        files.LogKey(department, OriginOf(name));
        files.RecordKey(department).Dispose();
        return new OperatorKey(files.AccountKey(department));
    }

    private Task AdmitAsync(string name, string account) => chain.DecideAsync(
        "department", "add", "--origin", OriginOf(name), "--operator", account, "--node-url", $"https://{name}.example",
        "--log-key", "0x" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));

    private Task<CliRun> RotateAsync(string data, string name) =>
        chain.RunAsync("department", "keys", "rotate", "log", "--data", data, "--department", name);

    private static string OriginOf(string name) => $"ledger.localhost/{name}/log";
}
