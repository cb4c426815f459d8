using System.Buffers.Text;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Verify.Seals;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger record check</c>: a bare SD-JWT against known keys, without log and chain.</summary>
internal static class RecordCheckCommand
{
    private const string AnySdJwt = "+sd-jwt";

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("sd-jwt") { Description = "File with a compact SD-JWT; - is standard input. SD-JWT 文件。" };
        var jwks = new Option<string>("--jwks") { Description = "File with the issuer's keys. 签发者公钥文件。", Required = true };
        var type = new Option<string?>("--type") { Description = "The exact media type it must have, such as dc+sd-jwt; any SD-JWT without it. 媒体类型。" };
        var json = RepeatedOptions.Json();
        var command = new Command("check", "Check the seal, disclosures and dates of any SD-JWT. Log, chain, status and holder are not looked at. 检查封签。") { file, jwks, type, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var keys = await Given.JwksAsync(terminal, parsed.GetValue(jwks)!, cancellationToken);
            var text = Encoding.ASCII.GetString(await Given.ReadAsync(terminal, parsed.GetValue(file)!, SdJwtLimits.MaxLength, cancellationToken)).TrimEnd('\r', '\n');
            var profile = ProfileOf(parsed.GetValue(type) ?? TypeOf(text));
            return Report(terminal, Check(text, profile, keys, out var claims), profile, claims, parsed.GetValue(json));
        });
        return command;
    }

    private static SdJwtProfile ProfileOf(string type) => type == SdJwtProfile.Record.Type ? SdJwtProfile.Record : new SdJwtProfile(type, []);

    /// <summary>The SD-JWT type a text says it is (RFC 9901 section 9.11); that of a record when it says nothing of the kind.</summary>
    private static string TypeOf(string compact)
    {
        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(compact.AsSpan(0, Math.Max(0, compact.IndexOf('.', StringComparison.Ordinal)))));
            return header.RootElement.ValueKind is JsonValueKind.Object && header.RootElement.TryGetProperty("typ"u8, out var type)
                && type.ValueKind is JsonValueKind.String && type.GetString() is { } text && text.EndsWith(AnySdJwt, StringComparison.Ordinal)
                ? text
                : SdJwtProfile.Record.Type;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException or InvalidOperationException)
        {
            return SdJwtProfile.Record.Type;
        }
    }

    private static SealRefusal? Check(string compact, SdJwtProfile profile, JwkSet keys, out SdJwtClaims? claims)
    {
        claims = null;
        if (!SdJwt.TryParse(compact, profile, out var record, out var refusal))
        {
            return refusal;
        }

        return CheckSeal(record, keys) is { } wrong ? wrong
            : !record.TryDisclose(out claims, out refusal) ? refusal
            : claims.CheckTimes(TimeProvider.System.GetUtcNow());
    }

    /// <summary>Null when the key it names signed it, or when it names none, one of the caller's keys.</summary>
    private static SealRefusal? CheckSeal(SdJwt record, JwkSet keys)
    {
        if (record.KeyId is { } keyId)
        {
            using var verifier = SealVerifier.For(keys.Find(keyId)
                ?? throw new CliException(CliFaults.OptionWrong, "--jwks: it has no key with the record's kid, so the seal cannot be checked"));
            return record.CheckSeal(verifier);
        }

        SealRefusal? refusal = null;
        foreach (var key in keys.Keys)
        {
            using var verifier = SealVerifier.For(key);
            refusal = record.CheckSeal(verifier);
            if (refusal is null)
            {
                return null;
            }
        }

        return refusal ?? throw new CliException(CliFaults.OptionWrong, "--jwks: it has no key, so the seal cannot be checked");
    }

    private static int Report(Terminal terminal, SealRefusal? refusal, SdJwtProfile profile, SdJwtClaims? claims, bool json)
    {
        if (json)
        {
            var document = new JsonObject
            {
                ["result"] = refusal is null ? "passed" : "failed",
                ["type"] = profile.Type,
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
            terminal.Out.WriteLine("✓ The seal, the disclosures and the dates are right. 封签、披露与日期均正确。");
            terminal.Out.WriteLine(profile == SdJwtProfile.Record ? $"  type {profile.Type}" : $"  type {profile.Type}: an SD-JWT, not a record of this system. 不是本系统的记录。");
            terminal.Out.WriteLine("  Not looked at: the log, the chain, the status, the holder. 未检查日志、链、状态与持有人。");
        }
        else
        {
            terminal.Out.WriteLine($"✗ {refusal.Fault.Code} {refusal.Place}: {refusal.Fault.English}");
            terminal.Out.WriteLine($"  {refusal.Fault.Chinese}");
        }

        return refusal is null ? ExitCode.Yes : ExitCode.No;
    }
}
