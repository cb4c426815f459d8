using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Consortium;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Chain;

/// <summary><c>ledger chain network</c>: writes the files that all nodes of a chain share, from one plan.</summary>
internal static class ChainNetworkCommand
{
    private const int MaxPlan = 1024 * 1024;

    public static Command Create(Terminal terminal)
    {
        var plan = new Option<string>("--plan") { Description = "JSON file: chain id, nodes with role, place and public key, accounts. 网络方案文件。", Required = true };
        var output = new Option<string>("--out") { Description = "Folder to write the files to. 输出目录。", Required = true };
        var json = RepeatedOptions.Json();
        var command = new Command("network", "Write genesis, static nodes and permissions from a plan. 由网络方案生成创世、静态节点与许可文件。") { plan, output, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(plan)!;
            var network = ReadPlan(path, await terminal.Inputs.UnmarkedAsync(path, MaxPlan, cancellationToken));
            var files = NetworkFiles.Write(network);
            await WriteAsync(parsed.GetValue(output)!, files, cancellationToken);
            Report(terminal, network, files, parsed.GetValue(json));
            return ExitCode.Yes;
        });
        return command;
    }

    private static NetworkPlan ReadPlan(string path, byte[] file)
    {
        try
        {
            return NetworkPlan.Read(file);
        }
        catch (FaultException problem)
        {
            throw new FaultException(problem.Fault, $"{path}: {problem.Detail}", problem);
        }
    }

    private static async Task WriteAsync(string folder, IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnwritable, folder, problem);
        }

        foreach (var (name, content) in files)
        {
            await using var file = InputFiles.Create(Path.Combine(folder, name));
            await file.WriteAsync(content, cancellationToken);
        }
    }

    private static void Report(Terminal terminal, NetworkPlan network, IReadOnlyDictionary<string, byte[]> files, bool asJson)
    {
        if (asJson)
        {
            terminal.Out.WriteLine(new JsonObject
            {
                ["chainId"] = network.Genesis.ChainId,
                ["nodes"] = new JsonArray([.. network.Nodes.Select(Node)]),
                ["blockHash"] = ConsortiumGenesis.BlockHash(network.Genesis).ToHex(),
                ["sha256"] = new JsonObject(files.Select(file => KeyValuePair.Create(file.Key, (JsonNode?)Sum(file.Value)))),
            }.ToJsonString(JsonText.Options));
            return;
        }

        foreach (var node in network.Nodes)
        {
            terminal.Out.WriteLine($"{node.Name,-14} {node.Enode.Key.Address} {node.Enode.Host}:{node.Enode.Port}");
        }

        foreach (var (name, content) in files)
        {
            terminal.Out.WriteLine($"{Sum(content)}  {name}");
        }

        terminal.Out.WriteLine($"block 0 {ConsortiumGenesis.BlockHash(network.Genesis).ToHex()}");
    }

    private static JsonNode Node(PlannedNode node) => new JsonObject
    {
        ["name"] = node.Name,
        ["address"] = node.Enode.Key.Address.ToString(),
        ["enode"] = node.Enode.ToString(),
    };

    private static string Sum(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
