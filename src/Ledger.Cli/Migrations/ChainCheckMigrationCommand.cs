using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Migrating;
using Ledger.UseCases;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;

namespace Ledger.Cli.Migrations;

/// <summary><c>ledger chain check-migration</c>: compares a migration record with the old chain. Other departments do this before they approve it.</summary>
internal static class ChainCheckMigrationCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "Migration record, a file or an address. 迁移记录。" };
        var earlier = new Option<string[]>("--earlier") { Description = "Migration records of earlier moves, which the given record contains. 更早的迁移记录。", AllowMultipleArgumentsPerToken = true };
        var from = new LeftChainOptions();
        var json = RepeatedOptions.Json();
        var command = new Command("check-migration", "Compare a migration record with the chain it leaves, fact by fact. 核对迁移记录。") { file, earlier, json };
        from.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var record = await Adapters.Nodes.FindMigrations().ReadAsync(terminal.Inputs, parsed.GetValue(file)!, cancellationToken); // Required.
            var others = new List<MigrationRecord>();
            foreach (var path in parsed.GetValue(earlier) ?? [])
            {
                others.Add((await Adapters.Nodes.FindMigrations().ReadAsync(terminal.Inputs, path, cancellationToken)).Record);
            }

            var differences = from.IsGiven(parsed) ? await CompareAsync(from, parsed, record, others, cancellationToken) : null;
            Report(terminal, record, differences, parsed.GetValue(json));
            return differences is not { } compared ? ExitCode.CouldNotRun : compared.IsEmpty ? ExitCode.Yes : ExitCode.No;
        });
        return command;
    }

    private static Task<ImmutableArray<Refusal>?> CompareAsync(
        LeftChainOptions from, ParseResult parsed, MigrationFile file, List<MigrationRecord> earlier, CancellationToken cancellationToken) =>
        MoveDepartments.AskAsync<ImmutableArray<Refusal>?>(async () =>
        {
            using var chain = await from.OpenAsync(parsed, cancellationToken);
            var seen = await chain.ReadDepartureAsync(file.Record.Origin, file.Record.Chains[^1].Final.Number, cancellationToken);
            return seen.Chain is { } left
                ? RecordComparison.Compare(file, left, seen.Recorded, earlier)
                : [new Refusal(MigratingFaults.UnknownOnOld, "department")];
        });

    private static void Report(Terminal terminal, MigrationFile file, ImmutableArray<Refusal>? differences, bool json)
    {
        var verdict = differences is not { } compared ? "could-not-be-checked" : compared.IsEmpty ? "agrees" : "differs";
        if (json)
        {
            terminal.Out.WriteLine(new JsonObject
            {
                ["result"] = verdict,
                ["origin"] = file.Record.Origin,
                ["recordHash"] = file.Record.Hash.ToHex(),
                ["differences"] = new JsonArray([.. (differences ?? []).Select(one => (JsonNode)new JsonObject
                {
                    ["code"] = one.Fault.Code, ["place"] = one.Place, ["en"] = one.Fault.Title.En, ["zh"] = one.Fault.Title.Zh,
                })]),
            }.ToJsonString(JsonText.Options));
            return;
        }

        terminal.Out.WriteLine($"{file.Record.Origin}: {file.Record.Hash.ToHex()}");
        foreach (var one in differences ?? [])
        {
            terminal.Out.WriteLine($"✗ {one.Fault.Code} {one.Place}: {one.Fault.Title.En} {one.Fault.Title.Zh}");
        }

        terminal.Out.WriteLine(verdict switch
        {
            "agrees" => "✓ The record agrees with the old chain. 与旧链一致。",
            "differs" => "✗ Do not approve it. 请勿批准。",
            _ => "? Well-formed and consistent in itself; compared with no chain: give --from-rpc and --from-registry. 格式无误且自洽，但未与旧链核对。",
        });
    }
}
