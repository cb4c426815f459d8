using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Consortium;
using Ledger.Inputs;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Chain;

/// <summary><c>ledger chain genesis</c>: makes the genesis file of a consortium's chain.</summary>
internal static class ChainGenesisCommand
{
    private const int MaxKeyFile = 1024;

    public static Command Create(Terminal terminal)
    {
        var validators = new Option<string>("--validators") { Description = "Addresses of the validators, separated by commas. 验证节点地址，以逗号分隔。" };
        var keys = new Option<string>("--validator-keys") { Description = "Or a folder with their public keys: *.pub, as a key or an enode address. 或其公钥所在目录。" };
        var chainId = new Option<long>("--chain-id") { Description = "Chain id that no other chain uses. 链编号，不得与他链相同。", Required = true };
        var period = new Option<int>("--block-period") { Description = "Seconds between blocks. 出块间隔（秒）。", DefaultValueFactory = _ => 2 };
        var fewer = new Option<bool>("--allow-fewer") { Description = "Allow fewer than four validators. The chain then stops when one of them stops. 允许少于四个验证节点：停一个即停链。" };
        var output = new Option<string?>("--out") { Description = "File to write. Default: standard output. 输出文件。" };
        var json = RepeatedOptions.Json();
        var command = new Command("genesis", "Create the genesis file of a Besu QBFT chain. 生成联盟链的创世文件。") { validators, keys, chainId, period, fewer, output, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = new GenesisSettings
            {
                ChainId = parsed.GetValue(chainId),
                BlockPeriodSeconds = parsed.GetValue(period),
                Validators = await ValidatorsAsync(terminal, parsed.GetValue(validators), parsed.GetValue(keys), cancellationToken),
                AllowFewer = parsed.GetValue(fewer),
            };
            Refuse(settings.Check());
            await WriteAsync(terminal, settings, parsed.GetValue(output), parsed.GetValue(json), cancellationToken);
            return ExitCode.Yes;
        });
        return command;
    }

    /// <summary>Throws the fault of a rejected setting. Null does nothing.</summary>
    public static void Refuse(RejectedSetting? rejected)
    {
        if (rejected is not null)
        {
            throw rejected.Problem switch
            {
                GenesisProblem.ChainIdOutOfRange => OptionProblems.WrongForm("--chain-id", rejected.Value, OptionForms.Between(2, GenesisSettings.LargestChainId)),
                GenesisProblem.PeriodOutOfRange => OptionProblems.WrongForm("--block-period", rejected.Value, OptionForms.Between(GenesisSettings.ShortestPeriod, GenesisSettings.LongestPeriod)),
                GenesisProblem.ChainIdTaken => new FaultException(RunFaults.ChainIdTaken, rejected.Value),
                GenesisProblem.ValidatorIsZero => new FaultException(RunFaults.ValidatorUnusable, rejected.Value),
                GenesisProblem.ValidatorRepeated => new FaultException(RunFaults.ValidatorRepeated, rejected.Value),
                GenesisProblem.FewValidators => new FaultException(RunFaults.FewValidators, rejected.Value),
                _ => new System.Diagnostics.UnreachableException(),
            };
        }
    }

    private static async Task<IReadOnlyList<ChainAddress>> ValidatorsAsync(
        Terminal terminal, string? addresses, string? folder, CancellationToken cancellationToken) => (addresses, folder) switch
        {
            ({ } list, null) => [.. list.Split(',').Select(text => Address(text.Trim()))],
            (null, { } path) => await ReadFolderAsync(terminal, path, cancellationToken),
            _ => throw OptionProblems.OneOf("--validators", "--validator-keys"),
        };

    private static ChainAddress Address(string text) =>
        ChainAddress.TryParse(text, out var address) ? address : throw new FaultException(RunFaults.ValidatorUnusable, text);

    private static async Task<IReadOnlyList<ChainAddress>> ReadFolderAsync(Terminal terminal, string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            throw new FaultException(RunFaults.FileUnreadable, folder);
        }

        var found = new List<ChainAddress>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.pub", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var text = System.Text.Encoding.ASCII.GetString(await terminal.Inputs.UnmarkedAsync(path, MaxKeyFile, cancellationToken)).Trim();
            found.Add(
                NodePublicKey.TryParse(text, out var key) ? key.Address
                : Enode.TryParse(text, out var enode) ? enode.Key.Address
                : throw new FaultException(RunFaults.ValidatorUnusable, path));
        }

        return found;
    }

    private static async Task WriteAsync(Terminal terminal, GenesisSettings settings, string? path, bool asJson, CancellationToken cancellationToken)
    {
        var genesis = ConsortiumGenesis.Write(settings);
        var hash = Convert.ToHexStringLower(SHA256.HashData(genesis));
        if (path is not null)
        {
            await using var file = InputFiles.Create(path);
            await file.WriteAsync(genesis, cancellationToken);
        }

        if (asJson)
        {
            var report = new JsonObject
            {
                ["chainId"] = settings.ChainId,
                ["validators"] = new JsonArray([.. settings.Validators.Select(validator => (JsonNode)validator.ToString())]),
                ["extraData"] = ConsortiumGenesis.ExtraData(settings),
                ["sha256"] = hash,
                ["blockHash"] = ConsortiumGenesis.BlockHash(settings).ToHex(),
            };
            report[path is null ? "genesis" : "out"] = path is null ? JsonNode.Parse(genesis) : path;
            terminal.Out.WriteLine(report.ToJsonString(JsonText.Options));
            return;
        }

        if (path is null)
        {
            await using var output = terminal.OpenOutput();
            await output.WriteAsync(genesis, cancellationToken);
        }

        // Standard output receives only the file, so that it can be piped.
        var summary = path is null ? terminal.Error : terminal.Out;
        foreach (var validator in settings.Validators)
        {
            summary.WriteLine($"validator {validator}");
        }

        summary.WriteLine($"sha256    {hash}");
        summary.WriteLine($"block 0   {ConsortiumGenesis.BlockHash(settings).ToHex()}");
        summary.WriteLine("Every node must start from the same file: compare its SHA-256. 各节点须使用同一文件，请核对校验和。");
    }
}
