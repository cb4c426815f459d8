using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Council;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Ethereum.Registry;
using Ledger.Inputs;
using Ledger.Keys;
using Ledger.Offline;

namespace Ledger.Cli.Departments;

/// <summary><c>ledger department keys …</c>: shows, registers and rotates the keys in a node's data directory.</summary>
internal static class DepartmentKeysCommand
{
    private const string CutOff =
        "Stop the node first. The new key is used when the block that registers it is final. If the command is interrupted, the keys in use stay valid: run it again, or start the node, to continue.\n"
        + "须先停止节点。相关区块最终确定后才启用新密钥。任何时候中断，在用密钥均有效；再次运行或启动节点即可继续。";

    public static Command Create(Terminal terminal) => new("keys", "A department's own keys. 部门自己的密钥。")
    {
        CreateShow(terminal),
        CreateRegister(terminal),
        CreateRotate(terminal),
        CreateCompromised(terminal),
    };

    private static Command CreateShow(Terminal terminal)
    {
        var node = new NodeKeys();
        var json = RepeatedOptions.Json();
        var command = new Command("show", "Show what the council needs to admit the department: account, log key, record keys. 供理事会接纳部门所需的公钥与账户。\nExample 示例: ledger department keys show --data ledger-data --department health") { json };
        node.AddTo(command);
        command.SetAction(parsed =>
        {
            var keys = node.Open(parsed);
            var shown = DataProblems.Run(() => new JsonObject
            {
                ["origin"] = keys.Origin,
                ["operator"] = keys.Account().Address.ToString(),
                ["logKey"] = "0x" + Convert.ToHexStringLower(keys.Files.LogKey(keys.Id, keys.Origin).Key.PublicKey.AsSpan()),
                ["recordKeys"] = new JsonArray([.. keys.Files.RecordKeys(keys.Id).Select(key => (JsonNode)key.Thumbprint.ToHex())]),
                ["waiting"] = new JsonArray([.. Enum.GetValues<DepartmentKey>().Where(key => keys.Files.IsStaged(keys.Id, key)).Select(key => (JsonNode)FormatName(key))]),
            });
            if (parsed.GetValue(json))
            {
                terminal.Out.WriteLine(shown.ToJsonString(JsonText.Options));
                return ExitCode.Yes;
            }

            foreach (var (name, value) in shown)
            {
                terminal.Out.WriteLine($"{name,-10} {(value is JsonArray list ? string.Join(", ", list.Select(one => one?.ToString())) : value?.ToString())}");
            }

            return ExitCode.Yes;
        });
        return command;
    }

    private static Command CreateRegister(Terminal terminal) => CreateChanging(
        terminal, "register", "Register the record key in use, after the department was admitted. 部门被接纳后登记在用的封签公钥。\nExample 示例: ledger department keys register --data ledger-data --department health --addresses addresses.json --rpc http://127.0.0.1:8545",
        [], async (rotation, _, cancellationToken) =>
        {
            var outcome = await rotation.RegisterRecordKeyAsync(cancellationToken);
            return new JsonObject { ["key"] = "record", ["registered"] = outcome is not null, ["block"] = outcome?.Block.Number };
        });

    private static Command CreateRotate(Terminal terminal)
    {
        var overlap = new Option<string>("--overlap")
        {
            Description = "How long the old record key stays valid, for records that it sealed and that are not anchored yet. 旧封签密钥的延续时间。",
            DefaultValueFactory = _ => "24h",
        };
        var record = CreateChanging(
            terminal, "record", $"Replace the record key. 更换封签密钥。\n{CutOff}\nExample 示例: ledger department keys rotate record --data ledger-data --department health --addresses addresses.json --rpc http://127.0.0.1:8545",
            [overlap], async (rotation, parsed, cancellationToken) =>
                ToJson(await rotation.RotateRecordKeyAsync(Spans.Parse(parsed.GetValue(overlap)!, "--overlap"), cancellationToken))); // It has a default.
        var log = CreateChanging(
            terminal, "log", $"Replace the log key. 更换日志密钥。\n{CutOff}\nExample 示例: ledger department keys rotate log --data ledger-data --department health --addresses addresses.json --rpc http://127.0.0.1:8545",
            [], async (rotation, _, cancellationToken) => ToJson(await rotation.RotateLogKeyAsync(cancellationToken)));
        return new Command("rotate", $"Replace a key. Old records stay valid. 更换密钥，旧记录不受影响。\n{CutOff}") { record, log };
    }

    private static Command CreateCompromised(Terminal terminal)
    {
        var since = new Option<string>("--since") { Description = "The time from which others may have had the key, RFC 3339, at most 30 days ago. 泄露起始时间。", Required = true };
        var record = new Option<string?>("--record-key") { Description = "The record key's thumbprint. 封签公钥指纹。" };
        var log = new Option<string?>("--log-key") { Description = "The log key. 日志公钥。" };
        var node = new NodeKeys();
        var chain = new GovernedChain();
        var command = new Command("compromised", "Declare that others may have had a key. Records that the chain saw before the given time stay valid; later ones are not genuine. Irrevocable. 声明密钥已泄露，不可撤回。\nExample 示例: ledger department keys compromised --record-key 0x… --since 2026-01-31T00:00:00Z --data ledger-data --department health --addresses addresses.json --rpc http://127.0.0.1:8545") { since, record, log };
        node.AddTo(command);
        chain.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var time = UtcTimes.Parse(parsed.GetValue(since)!, "--since"); // Required.
            if (parsed.GetValue(record) is null == parsed.GetValue(log) is null)
            {
                throw OptionProblems.OneOf("--record-key", "--log-key");
            }

            var isRecord = parsed.GetValue(record) is not null;
            var key = isRecord ? InputValues.Hash(parsed.GetValue(record)!, "--record-key") : InputValues.Hash(parsed.GetValue(log)!, "--log-key"); // One of them is not null.
            using var hold = NodeHold.Take(parsed.GetValue(node.Data)!); // Required.
            var keys = node.Open(parsed);
            using var opened = await chain.OpenAsync(parsed, cancellationToken);
            var outcome = await CouncilCommand.SendAsync(
                terminal, () => new ChangeDepartmentKeys(opened, keys).DeclareCompromisedAsync(key, isRecord, time, cancellationToken));
            var next = $"ledger department keys rotate {(isRecord ? "record" : "log")}";
            terminal.Out.WriteLine(parsed.GetValue(chain.Json)
                ? new JsonObject { ["key"] = key.ToHex(), ["since"] = UtcTimes.Text(time), ["block"] = outcome.Block.Number, ["next"] = next }.ToJsonString(JsonText.Options)
                : $"Declared in block {outcome.Block.Number}. 已声明。\nnext 下一步: {next}");
            return ExitCode.Yes;
        });
        return command;
    }

    /// <summary>Creates a command that changes keys in the data directory of a stopped node and in the registry.</summary>
    public static Command CreateChanging(
        Terminal terminal, string name, string description, IReadOnlyList<Option> options,
        Func<KeyRotation, ParseResult, CancellationToken, Task<JsonObject>> changeAsync)
    {
        var node = new NodeKeys();
        var chain = new GovernedChain(asksFinality: true);
        var command = new Command(name, description);
        foreach (var option in options)
        {
            command.Add(option);
        }

        node.AddTo(command);
        chain.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hold = NodeHold.Take(parsed.GetValue(node.Data)!); // Required.
            var keys = node.Open(parsed);
            using var opened = await chain.OpenAsync(parsed, cancellationToken);
            var done = await CouncilCommand.SendAsync(
                terminal, () => new ChangeDepartmentKeys(opened, keys).RunAsync(rotation => changeAsync(rotation, parsed, cancellationToken), cancellationToken));
            if (parsed.GetValue(chain.Json))
            {
                terminal.Out.WriteLine(done.ToJsonString(JsonText.Options));
                return ExitCode.Yes;
            }

            foreach (var (member, value) in done)
            {
                terminal.Out.WriteLine($"{member,-10} {value}");
            }

            return ExitCode.Yes;
        });
        return command;
    }

    public static JsonObject ToJson(RotatedKey rotated) => new()
    {
        ["key"] = FormatName(rotated.Key),
        ["new"] = rotated.PublicName,
        ["registered"] = rotated.Registered,
        ["closed"] = new JsonArray([.. rotated.Closed.Select(key => (JsonNode)key.ToHex())]),
    };

    private static string FormatName(DepartmentKey key) => key.ToString().ToLowerInvariant();
}
