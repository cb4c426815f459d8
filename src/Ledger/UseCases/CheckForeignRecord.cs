using System.Text;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Verify.Faults;
using Ledger.Verify.ForeignSeals;
using Ledger.Verify.Seals;
using Ledger.Verify.Verdicts;

namespace Ledger.UseCases;

/// <summary>Checks an SD-JWT of any issuer by the standards alone. It uses neither a log nor a chain. Stateless.</summary>
/// <param name="files">Reads the SD-JWT and the keys.</param>
/// <param name="clock">The clock against which dates are checked.</param>
public sealed class CheckForeignRecord(InputFiles files, TimeProvider clock)
{
    /// <summary>Checks an SD-JWT.</summary>
    /// <param name="path">The file of the SD-JWT, compact or JSON.</param>
    /// <param name="jwksPath">The file of the issuer's keys.</param>
    /// <param name="type">The required media type. Null for any.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The result: right or wrong.</returns>
    /// <exception cref="FaultException">The SD-JWT could not be judged, so it is neither right nor wrong.</exception>
    public async Task<CheckedForeignRecord> ExecuteAsync(string path, string jwksPath, string? type, CancellationToken cancellationToken)
    {
        var keys = await files.ForeignKeysAsync(jwksPath, cancellationToken);
        var utf8 = await files.TextAsync(path, ForeignSdJwt.MaxLength, cancellationToken);
        var text = Encoding.UTF8.GetString(utf8.Span);
        var refusal = Check(text, type, keys, out var record, out var claims);
        return refusal is null || refusal.Fault.Kind is FaultKind.Refused
            ? new CheckedForeignRecord(refusal, record, claims, IsOwnForm(text))
            : throw Explain(path, utf8, refusal);
    }

    private Refusal? Check(string text, string? type, ForeignKeySet keys, out ForeignSdJwt? record, out ForeignClaims? claims)
    {
        claims = null;
        if (!ForeignSdJwt.TryParse(text, out record, out var refusal))
        {
            return refusal;
        }

        if (type is not null && !record.HasType(type))
        {
            return new Refusal(SealFaults.TypeWrong, "issuerJwt.header.typ");
        }

        var now = clock.GetUtcNow();
        return record.CheckSeal(keys) is { } wrong ? wrong
            : !record.TryDisclose(out claims, out refusal) ? refusal
            : claims.CheckTimes(now) ?? claims.CheckIssuedAt(now, RecordDates.Tolerance);
    }

    private static FaultException Explain(string path, ReadOnlyMemory<byte> utf8, Refusal refusal)
    {
        var reason = $"{refusal.Fault.Code} {refusal.Place}: {refusal.Fault.Title.En} {refusal.Fault.Title.Zh}";
        return refusal.Fault.Kind switch
        {
            FaultKind.NotChecked => OptionProblems.KeysDoNotDecide("--jwks", $"{refusal.Fault.Code} {refusal.Place}: {refusal.Fault.Title.En}", refusal.Fault.Title.Zh),
            FaultKind.NotSupported => new FaultException(RunFaults.NotSupported, $"{path}: {reason}"),
            _ => new FaultException(
                RunFaults.CannotBeRead, $"{path}: {(UntrustedText.Describe(utf8) is { } other ? $"{other.En}. {other.Zh}。 " : "")}{reason}"),
        };
    }

    private static bool IsOwnForm(string text) => SdJwt.TryParse(text.Trim(), out var record, out _) && record.TryDisclose(out _, out _);
}
