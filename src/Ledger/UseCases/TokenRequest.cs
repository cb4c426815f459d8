using System.Text.Json;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>A request for a token.</summary>
/// <param name="Holder">Who gets the token, and what it may do.</param>
/// <param name="ExpiresAt">The end of the token. Null for the usual lifetime.</param>
public sealed record TokenRequest(TokenHolder Holder, DateTimeOffset? ExpiresAt)
{
    /// <summary>The largest request accepted, in bytes.</summary>
    public const int MaxLength = 4096;

    /// <summary>Reads <c>{"name","role","expiresAt"?}</c> strictly.</summary>
    /// <param name="utf8">The request.</param>
    /// <param name="department">The department of the token.</param>
    /// <param name="now">The time of the request.</param>
    public static Outcome<TokenRequest> Read(ReadOnlyMemory<byte> utf8, DepartmentId department, DateTimeOffset now)
    {
        if (utf8.Length > MaxLength)
        {
            return IssuingFaults.TooLarge;
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 2 });
            return Read(new JsonForm(document.RootElement), department, now);
        }
        catch (JsonException)
        {
            return Refusal.At(AccessFaults.TokenRequestMalformed, "", "应为含 name 与 role 的 JSON 对象。", "It must be a JSON object with name and role.");
        }
        catch (InvalidOperationException)
        {
            // RFC 8259 section 8.2: an escape may name a surrogate without its partner, which no text can hold.
            return Refusal.At(AccessFaults.TokenRequestMalformed, "", "有文本不是有效的 Unicode。", "A text in it is not valid Unicode.");
        }
    }

    private static Outcome<TokenRequest> Read(JsonForm form, DepartmentId department, DateTimeOffset now)
    {
        var name = form.Text("name", TokenHolder.MaxNameLength);
        var role = form.Text("role", TokenHolder.MaxNameLength);
        var expiresAt = form.OptionalTime("expiresAt");
        form.RefuseOthers("name", "role", "expiresAt");
        if (form.Violations.Count > 0)
        {
            return new Refusal(AccessFaults.TokenRequestMalformed, [.. form.Violations]);
        }

        if (!TokenHolder.IsName(name))
        {
            return Refusal.At(AccessFaults.TokenRequestMalformed, "/name", "应为可见文本。", "It must be visible text.");
        }

        if (expiresAt is { } until && !TokenLifetime.Allows(now, until))
        {
            return Refusal.At(AccessFaults.TokenRequestMalformed, "/expiresAt", "应在当前时间之后、十年之内。", "It must lie ahead, and within ten years.");
        }

        return RoleNames.TryParse(role, out var known)
            ? new TokenRequest(new TokenHolder(name, department, known), expiresAt)
            : Refusal.At(AccessFaults.TokenRequestMalformed, "/role",
                $"应为 {string.Join("、", RoleNames.All)} 之一。", $"It must be one of {string.Join(", ", RoleNames.All)}.");
    }
}
