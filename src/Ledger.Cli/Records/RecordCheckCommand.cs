using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Files;
using Ledger.UseCases;

namespace Ledger.Cli.Records;

/// <summary><c>ledger record check</c>: checks a single SD-JWT of any issuer with given keys. It uses neither a log nor a chain.</summary>
internal static class RecordCheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("sd-jwt") { Description = "File with an SD-JWT, compact or JSON; - is standard input. SD-JWT 文件。" };
        var jwks = new Option<string>("--jwks") { Description = "File with the issuer's keys. 签发者公钥文件。", Required = true };
        var type = new Option<string?>("--type") { Description = "The required media type, such as dc+sd-jwt. Default: any. 媒体类型。" };
        var lang = ReaderLanguages.Option();
        var json = RepeatedOptions.Json();
        var command = new Command("check", "Check the seal, disclosures and dates of any SD-JWT. Log, chain, status and holder are not checked. 检查封签。") { file, jwks, type, lang, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var language = ReaderLanguages.Parse(parsed.GetValue(lang));
            var result = await new CheckForeignRecord(terminal.Inputs, TimeProvider.System)
                .ExecuteAsync(parsed.GetValue(file)!, parsed.GetValue(jwks)!, parsed.GetValue(type), cancellationToken); // Required.
            return Report(terminal, result, parsed.GetValue(json), language);
        });
        return command;
    }

    private static int Report(Terminal terminal, CheckedForeignRecord result, bool json, ReaderLanguage language)
    {
        var (refusal, record, claims, isOwnForm) = result;
        if (json)
        {
            var document = new JsonObject
            {
                ["result"] = refusal is null ? "passed" : "failed",
                ["type"] = record?.Type,
                ["ownForm"] = isOwnForm,
                ["code"] = refusal?.Fault.Code,
                ["place"] = refusal?.Place,
                ["en"] = refusal?.Fault.Title.En,
                ["zh"] = refusal?.Fault.Title.Zh,
                ["claims"] = refusal is null && claims is not null ? JsonObject.Create(claims.Payload) : null,
            };
            terminal.Out.WriteLine(document.ToJsonString(JsonText.Options));
        }
        else if (refusal is null)
        {
            var type = record?.Type is { } named ? OneLine.FromText(named) : "(none)";
            terminal.Out.WriteLine("✓ The seal, the disclosures and the dates are right. 封签、披露与日期均正确。");
            terminal.Out.WriteLine(isOwnForm ? $"  type {type}" : $"  type {type}: an SD-JWT, not a record of this system. 不是本系统的记录。");
            ClaimsText.Write(terminal.Out, claims?.Payload ?? default, hidden: 0, [], language);
            terminal.Out.WriteLine("  Not checked: the log, the chain, the status, the holder. 未检查日志、链、状态与持有人。");
        }
        else
        {
            terminal.Out.WriteLine($"✗ {refusal.Fault.Code} {OneLine.FromText(refusal.Place)}: {refusal.Fault.Title.En}");
            terminal.Out.WriteLine($"  {refusal.Fault.Title.Zh}");
        }

        return refusal is null ? ExitCode.Yes : ExitCode.No;
    }
}
