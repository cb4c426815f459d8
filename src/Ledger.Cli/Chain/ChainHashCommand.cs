using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Inputs;

namespace Ledger.Cli.Chain;

/// <summary><c>ledger chain hash</c>: computes the hash of block 0 from a genesis file.</summary>
internal static class ChainHashCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "A genesis file of Besu; - is standard input. 创世文件。" };
        var json = RepeatedOptions.Json();
        var command = new Command("hash", "Compute the hash of block 0 of a genesis file, to compare it or to pin it. 计算创世文件的区块 0 哈希。") { file, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (block, bytes) = await GenesisInput.ReadAsync(terminal.Inputs, parsed.GetValue(file)!, cancellationToken); // Required.
            var sum = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (parsed.GetValue(json))
            {
                terminal.Out.WriteLine(new JsonObject
                {
                    ["blockHash"] = block.Hash.ToHex(),
                    ["stateRoot"] = block.StateRoot.ToHex(),
                    ["sha256"] = sum,
                }.ToJsonString(JsonText.Options));
                return ExitCode.Yes;
            }

            terminal.Out.WriteLine($"sha256    {sum}");
            terminal.Out.WriteLine($"block 0   {block.Hash.ToHex()}");
            return ExitCode.Yes;
        });
        return command;
    }
}
