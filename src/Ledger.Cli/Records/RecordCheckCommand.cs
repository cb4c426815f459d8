using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Faults;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Verify.ForeignSeals;
using Ledger.Verify.Seals;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.Records;

/// <summary><c>ledger record check</c>: a bare SD-JWT of any issuer against known keys, without log and chain.</summary>
internal static class RecordCheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("sd-jwt") { Description = "File with an SD-JWT, compact or JSON; - is standard input. SD-JWT 文件。" };
        var jwks = new Option<string>("--jwks") { Description = "File with the issuer's keys. 签发者公钥文件。", Required = true };
        var type = new Option<string?>("--type") { Description = "The media type it must have, such as dc+sd-jwt; any without it. 媒体类型。" };
        var lang = ReaderLanguages.Option();
        var json = RepeatedOptions.Json();
        var command = new Command("check", "Check the seal, disclosures and dates of any SD-JWT. Log, chain, status and holder are not looked at. 检查封签。") { file, jwks, type, lang, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var language = ReaderLanguages.Parse(parsed.GetValue(lang));
            var keys = await terminal.Inputs.ForeignKeysAsync(parsed.GetValue(jwks)!, cancellationToken);
            var path = parsed.GetValue(file)!;
            var utf8 = await terminal.Inputs.TextAsync(path, ForeignSdJwt.MaxLength, cancellationToken);
            var text = Encoding.UTF8.GetString(utf8.Span);
            var refusal = Check(text, parsed.GetValue(type), keys, out var record, out var claims);
            return refusal is null || refusal.Fault.Kind is SealFaultKind.Wrong
                ? Report(terminal, refusal, record, claims, IsOwnForm(text), parsed.GetValue(json), language)
                : throw ProblemOf(path, utf8, refusal);
        });
        return command;
    }

    private static SealRefusal? Check(string text, string? type, ForeignKeySet keys, out ForeignSdJwt? record, out ForeignClaims? claims)
    {
        claims = null;
        if (!ForeignSdJwt.TryParse(text, out record, out var refusal))
        {
            return refusal;
        }

        if (type is not null && !record.HasType(type))
        {
            return new SealRefusal(SealFaults.TypeWrong, "issuerJwt.header.typ");
        }

        var now = TimeProvider.System.GetUtcNow();
        return record.CheckSeal(keys) is { } wrong ? wrong
            : !record.TryDisclose(out claims, out refusal) ? refusal
            : claims.CheckTimes(now) ?? claims.CheckIssuedAt(now, RecordDates.Tolerance);
    }

    /// <summary>What was not judged, and why: it says nothing about the SD-JWT.</summary>
    private static CouldNotRunException ProblemOf(string path, ReadOnlyMemory<byte> utf8, SealRefusal refusal)
    {
        var reason = $"{refusal.Fault.Code} {refusal.Place}: {refusal.Fault.English} {refusal.Fault.Chinese}";
        return refusal.Fault.Kind switch
        {
            SealFaultKind.NotChecked => OptionProblems.KeysDoNotDecide("--jwks", $"{refusal.Fault.Code} {refusal.Place}: {refusal.Fault.English}", refusal.Fault.Chinese),
            SealFaultKind.NotSupported => new CouldNotRunException(RunFaults.NotSupported, $"{path}: {reason}"),
            _ => new CouldNotRunException(
                RunFaults.CannotBeRead, $"{path}: {(UntrustedText.Describe(utf8) is { } other ? $"{other.En}. {other.Zh}。 " : "")}{reason}"),
        };
    }

    /// <summary>Whether it keeps to what records of this system keep to, beyond the standard.</summary>
    private static bool IsOwnForm(string text) => SdJwt.TryParse(text.Trim(), out var record, out _) && record.TryDisclose(out _, out _);

    private static int Report(Terminal terminal, SealRefusal? refusal, ForeignSdJwt? record, ForeignClaims? claims, bool isOwnForm, bool json,
        ReaderLanguage language)
    {
        if (json)
        {
            var document = new JsonObject
            {
                ["result"] = refusal is null ? "passed" : "failed",
                ["type"] = record?.Type,
                ["ownForm"] = isOwnForm,
                ["code"] = refusal?.Fault.Code,
                ["place"] = refusal?.Place,
                ["en"] = refusal?.Fault.English,
                ["zh"] = refusal?.Fault.Chinese,
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
            terminal.Out.WriteLine("  Not looked at: the log, the chain, the status, the holder. 未检查日志、链、状态与持有人。");
        }
        else
        {
            terminal.Out.WriteLine($"✗ {refusal.Fault.Code} {OneLine.FromText(refusal.Place)}: {refusal.Fault.English}");
            terminal.Out.WriteLine($"  {refusal.Fault.Chinese}");
        }

        return refusal is null ? ExitCode.Yes : ExitCode.No;
    }
}
