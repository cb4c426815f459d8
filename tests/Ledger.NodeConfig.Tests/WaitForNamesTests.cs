using System.Diagnostics;
using Ledger.Consortium;

namespace Ledger.NodeConfig.Tests;

/// <summary>Runs the script that each pod runs before Besu, with a real bash and the real getent, unless a test replaces it.</summary>
public sealed class WaitForNamesTests : IDisposable
{
    /// <summary>A name that never resolves: RFC 6761 section 6.4.</summary>
    private const string Nowhere = "node.invalid";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-wait-for-names-");

    [Fact]
    public async Task Wait_NamesAndAddresses_ExitsAtOnce()
    {
        var run = await RunAsync("60", Lists(List("localhost", "10.90.1.11")));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("localhost is 127.0.0.1", run.Output, StringComparison.Ordinal);
        Assert.Contains("every name has an address", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Wait_NameThatHasNoAddress_ExitsWithZeroAfterTheLimitAndNamesIt()
    {
        var watch = Stopwatch.StartNew();

        var run = await RunAsync("2", Lists(List("localhost", Nowhere)));

        Assert.Equal(0, run.ExitCode);
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(1), "It did not wait.");
        Assert.Contains($"after 2 seconds there is no address for {Nowhere}:", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("every name has an address", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_NameInTheSecondListOnly_IsAwaitedToo()
    {
        var run = await RunAsync("0", Lists(List("localhost"), List(Nowhere)));

        Assert.Contains(Nowhere, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_NameThatGetsItsAddressLater_ExitsThen()
    {
        var tries = Path.Combine(_folder.FullName, "tries");
        var getent = Tool("getent", $"echo >> '{tries}'; [ \"$(wc -l < '{tries}')\" -ge 3 ] && echo '10.0.0.7 STREAM'");

        var run = await RunAsync("60", Lists(List("late.example")), getent);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("late.example is 10.0.0.7", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, File.ReadAllLines(tries).Length);
    }

    [Fact]
    public async Task Wait_NameServerThatDoesNotAnswer_StillExits()
    {
        var getent = Tool("getent", "exec sleep 600");

        var run = await RunAsync("1", Lists(List("silent.example")), getent);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("no address for silent.example", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_ListsOfTheManifests_AsksForEveryHostOfThePlan()
    {
        var asked = Path.Combine(_folder.FullName, "asked");
        var getent = Tool("getent", $"echo \"$2\" >> '{asked}'; echo '10.0.0.7 STREAM'");
        var network = ConfigFolder.OfTheRepository.PathOf($"{Consortium.Folder}/k8s/network");

        var run = await RunAsync("60", [Path.Combine(network, "static-nodes.json"), Path.Combine(network, "permissions_config.toml")], getent);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            Consortium.Plan(ConfigFolder.OfTheRepository, "k8s").Nodes.Select(node => node.Enode.Host).Order(StringComparer.Ordinal),
            File.ReadAllLines(asked).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Wait_AddressesOnly_AsksNobody()
    {
        var getent = Tool("getent", "exit 2");
        var lists = new[] { ConfigFolder.OfTheRepository.PathOf($"{Consortium.Folder}/compose/network/static-nodes.json") };
        Assert.All(Consortium.Plan(ConfigFolder.OfTheRepository, "compose").Nodes, node => Assert.True(Enode.IsAddress(node.Enode.Host)));

        var run = await RunAsync("60", lists, getent);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("every name has an address", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[ \"enode://host.example:30303\" ]")]
    public async Task Wait_ListWithoutNodes_Fails(string? text)
    {
        var list = Path.Combine(_folder.FullName, "list");
        if (text is not null)
        {
            await File.WriteAllTextAsync(list, text, TestContext.Current.CancellationToken);
        }

        var run = await RunAsync("60", [list]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(list, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_ImageWithoutGetent_Fails()
    {
        var run = await RunAsync("60", Lists(List("localhost")), _folder.CreateSubdirectory("nothing").FullName, isAlone: true);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no getent", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A list in the form of Besu, with a made-up key.</summary>
    private static string List(params string[] hosts) =>
        $"[\n{string.Join(",\n", hosts.Select(host => $"  \"enode://{new string('a', 128)}@{host}:30303\""))}\n]\n";

    private string[] Lists(params string[] texts) =>
    [
        .. texts.Select((text, i) =>
        {
            var path = Path.Combine(_folder.FullName, $"list-{i}");
            File.WriteAllText(path, text);
            return path;
        }),
    ];

    /// <summary>A folder with a program that is found before the system's program of the same name.</summary>
    private string Tool(string name, string body)
    {
        var path = Path.Combine(_folder.CreateSubdirectory("bin").FullName, name);
        File.WriteAllText(path, $"#!/bin/bash\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return Path.GetDirectoryName(path)!; // The path was combined from a folder and a name.
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string limit, string[] lists, string? tools = null, bool isAlone = false)
    {
        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { ConfigFolder.OfTheRepository.PathOf($"{Consortium.Folder}/besu/wait-for-names.sh"), limit }.Concat(lists))
        {
            start.ArgumentList.Add(argument);
        }

        if (tools is not null)
        {
            start.Environment["PATH"] = isAlone ? tools : $"{tools}:{start.Environment["PATH"]}";
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("There is no bash.");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
