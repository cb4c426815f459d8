using System.Buffers;
using System.Text.Json;
using Ledger.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Json;
using Ledger.Verify.Trees;

namespace Ledger.Issuing;

/// <summary>Reads a <see cref="RecordRequest"/> strictly. Stateless; safe for use from any thread.</summary>
public static class RecordRequestReader
{
    /// <summary>The largest request accepted, in bytes.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>The deepest nesting accepted, counting the request's own object.</summary>
    public const int MaxDepth = 16;

    // Longer than a key may be, so that a key that is slightly too long is reported as a malformed key.
    private const int MaxKeyText = 400;

    private static readonly SearchValues<char> Visible =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code)]);

    /// <summary>Reads one request.</summary>
    /// <param name="utf8">The JSON object as sent. Parts that outlive the call are copied.</param>
    /// <param name="headerKey">The <c>Idempotency-Key</c> header. If the member <c>key</c> is also given, both must be equal.</param>
    public static Outcome<RecordRequest> Read(ReadOnlyMemory<byte> utf8, string? headerKey = null)
    {
        if (utf8.Length > MaxLength)
        {
            return IssuingFaults.TooLarge;
        }

        var parsed = RequestJson.Parse(utf8, MaxDepth);
        if (parsed.Refusal is { } refusal)
        {
            return refusal;
        }

        var document = parsed.Required;
        var request = Read(document, headerKey);
        if (request.Refusal is not null)
        {
            document.Dispose();
        }

        return request;
    }

    /// <summary>Whether a text is a valid idempotency key: 1 to 200 visible ASCII characters.</summary>
    public static bool IsKey(string text) => text.Length is > 0 and <= 200 && !text.AsSpan().ContainsAnyExcept(Visible);

    /// <summary>The key of a refused request, so that the answer can name it. Null if it cannot be read.</summary>
    public static string? FindKey(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8[TextEncodings.MarkLength(utf8.Span)..], new JsonDocumentOptions { MaxDepth = 1000 });
            return document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty("key"u8, out var key) && key.ValueKind is JsonValueKind.String
                && key.GetString() is { Length: <= MaxKeyText } text ? text : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Outcome<RecordRequest> Read(JsonDocument document, string? headerKey)
    {
        var form = new JsonForm(document.RootElement);
        var key = form.OptionalText("key", MaxKeyText);
        var department = form.OptionalText("department", maxLength: 40);
        var type = form.Text("type", maxLength: 300);
        var subject = form.ObjectMember("subject");
        var claims = form.ObjectMember("claims");
        var validFrom = form.OptionalTime("validFrom");
        var validUntil = form.OptionalTime("validUntil");
        var replaces = form.OptionalRecord("replaces");
        form.RefuseOthers("key", "department", "type", "subject", "claims", "validFrom", "validUntil", "replaces");
        var who = subject.ValueKind is JsonValueKind.Object ? ReadSubject(new JsonForm(subject, "/subject", form.Violations)) : null;
        if (form.Violations.Count > 0)
        {
            return new Refusal(IssuingFaults.UnexpectedForm, [.. form.Violations]);
        }

        if (CheckIdentifier(who!) is { } refusal) // Not null, because there are no violations.
        {
            return refusal;
        }

        if (validFrom is { } from && validUntil is { } until && until <= from)
        {
            return Refusal.At(IssuingFaults.DatesReversed, "/validUntil", "截止时间须晚于起始时间。", "It must be later than validFrom.");
        }

        var chosen = ChooseKey(key, headerKey);
        return chosen.Refusal is { } keyRefusal
            ? keyRefusal
            : new RecordRequest(document)
            {
                Key = chosen.Required,
                Department = department,
                Type = type,
                Subject = who!,
                Claims = claims,
                ValidFrom = validFrom,
                ValidUntil = validUntil,
                Replaces = replaces,
                Fingerprint = Digest.Sha256(CanonicalJson.CanonicalizeWithout(document.RootElement, "key")),
            };
    }

    private static Subject ReadSubject(JsonForm form)
    {
        var subject = new Subject(
            form.OptionalText("idType", maxLength: 60) ?? "",
            form.OptionalText("idNumber", maxLength: 60) ?? "",
            form.OptionalText("name", maxLength: 200),
            form.OptionalText("givenName", maxLength: 200),
            form.OptionalText("familyName", maxLength: 200),
            form.OptionalDate("birthdate"),
            form.OptionalText("sex", maxLength: 20));
        form.RefuseOthers("idType", "idNumber", "name", "givenName", "familyName", "birthdate", "sex");
        return subject;
    }

    // A blank in the identifier would make it a different person.
    private static Refusal? CheckIdentifier(Subject subject)
    {
        var missing = new[] { ("/subject/idType", subject.IdType), ("/subject/idNumber", subject.IdNumber) }
            .Where(part => part.Item2.Length == 0 || part.Item2.Any(char.IsWhiteSpace))
            .Select(part => new Violation(part.Item1, new LocalizedText("需要填写，且不含空白。", "It is required and must not contain spaces.")))
            .ToArray();
        return missing.Length == 0 ? null : new Refusal(IssuingFaults.SubjectNotIdentified, [.. missing]);
    }

    private static Outcome<string> ChooseKey(string? member, string? header)
    {
        if (member is not null && header is not null && !string.Equals(member, header, StringComparison.Ordinal))
        {
            return Refusal.At(IssuingFaults.KeyMalformed, "/key",
                "与 Idempotency-Key 头不一致。", "It differs from the Idempotency-Key header.");
        }

        var key = header ?? member;
        if (key is null)
        {
            return IssuingFaults.KeyMissing;
        }

        return IsKey(key) ? key : IssuingFaults.KeyMalformed;
    }
}
