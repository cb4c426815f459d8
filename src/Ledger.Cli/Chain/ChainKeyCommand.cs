using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Consortium;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Chain;

/// <summary><c>ledger chain key</c>: creates the key of a chain node, on the machine of that node.</summary>
internal static class ChainKeyCommand
{
    public static Command Create(Terminal terminal)
    {
        var output = new Option<string>("--out") { Description = "Folder for key (secret) and key.pub (to send to the others). 存放私钥与公钥的目录。", Required = true };
        var json = RepeatedOptions.Json();
        var command = new Command("key", "Create the key of a chain node. 生成链节点密钥。") { output, json };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(output)!;
            if (File.Exists(Path.Combine(folder, NodeKey.PrivateName)))
            {
                throw new FaultException(RunFaults.KeyExists, folder);
            }

            NodePublicKey key;
            try
            {
                key = NodeKey.Create(folder);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new FaultException(RunFaults.FileUnwritable, folder, problem);
            }

            if (parsed.GetValue(json))
            {
                terminal.Out.WriteLine(new JsonObject { ["address"] = key.Address.ToString(), ["publicKey"] = key.ToString() }.ToJsonString(JsonText.Options));
            }
            else
            {
                terminal.Out.WriteLine($"address   {key.Address}");
                terminal.Out.WriteLine($"publicKey {key}");
            }

            return ExitCode.Yes;
        });
        return command;
    }
}
