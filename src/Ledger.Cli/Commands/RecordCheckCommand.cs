using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Verify.Seals;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger record check</c>: a bare SD-JWT against known keys, without log and chain.</summary>
internal static class RecordCheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("sd-jwt") { Description = "File with a compact SD-JWT; - is standard input. SD-JWT 文件。" };
        var jwks = new Option<string>("--jwks") { Description = "File with the issuer's keys. 签发者公钥文件。", Required = true };
        var json = CommonOptions.Json();
        var command = new Command("check", "Check a sealed record's seal, disclosures and dates. Log, chain and status are not looked at. 检查封签。") { file, jwks, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var keys = await Given.JwksAsync(terminal, parsed.GetValue(jwks)!, cancellationToken);
            var text = Encoding.ASCII.GetString(await Given.ReadAsync(terminal, parsed.GetValue(file)!, SdJwtLimits.MaxLength, cancellationToken)).TrimEnd('\r', '\n');
            return Report(terminal, Check(text, keys, out var claims), claims, parsed.GetValue(json));
        });
        return command;
    }

    private static SealRefusal? Check(string compact, JwkSet keys, out SdJwtClaims? claims)
    {
        claims = null;
        if (!SdJwt.TryParse(compact, out var record, out var refusal))
        {
            return refusal;
        }

        if (record.KeyId is null || keys.Find(record.KeyId) is not { } key)
        {
            throw new CliException(CliFaults.OptionWrong, "--jwks: it has no key with the record's kid, so the seal cannot be checked");
        }

        using var verifier = SealVerifier.For(key);
        return record.CheckSeal(verifier) is { } wrong ? wrong
            : !record.TryDisclose(out claims, out refusal) ? refusal
            : claims.CheckTimes(TimeProvider.System.GetUtcNow());
    }

    private static int Report(Terminal terminal, SealRefusal? refusal, SdJwtClaims? claims, bool json)
    {
        if (json)
        {
            var document = new JsonObject
            {
                ["result"] = refusal is null ? "passed" : "failed",
                ["code"] = refusal?.Fault.Code,
                ["place"] = refusal?.Place,
                ["claims"] = refusal is null && claims is not null ? JsonObject.Create(claims.Payload) : null,
            };
            terminal.Out.WriteLine(document.ToJsonString(JsonText.Options));
        }
        else if (refusal is null)
        {
            terminal.Out.WriteLine("✓ The seal, the disclosures and the dates are right. 封签、披露与日期均正确。");
            terminal.Out.WriteLine("  Not looked at: the log, the chain, the status. 未检查日志、链与状态。");
        }
        else
        {
            terminal.Out.WriteLine($"✗ {refusal.Fault.Code} {refusal.Place}: {refusal.Fault.English}");
            terminal.Out.WriteLine($"  {refusal.Fault.Chinese}");
        }

        return refusal is null ? ExitCode.Yes : ExitCode.No;
    }
}
