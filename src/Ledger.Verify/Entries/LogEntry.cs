using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Entries;

/// <summary>One entry of a log: a salted commitment and no personal data. Written as RFC 8785 canonical JSON. Immutable.</summary>
/// <param name="At">When it was logged, in milliseconds since 1970 UTC, by the log's clock.</param>
/// <param name="Commitment">The commitment to the payload; see <see cref="Entries.Commitment"/>.</param>
/// <param name="Id">The record it is about: a UUID in lower case with hyphens.</param>
/// <param name="Kind">What the entry is about.</param>
/// <param name="Status">The new status. Present if and only if the kind is <see cref="EntryKind.Status"/>.</param>
public sealed record LogEntry(long At, Digest Commitment, string Id, EntryKind Kind, EntryStatus? Status)
{
    /// <summary>The longest accepted entry, in bytes.</summary>
    public const int MaxLength = 1024;

    private const long MaxExact = (1L << 53) - 1;

    private static readonly string[] Kinds = ["certificate", "decision", "consent", "status", "disclosure", "key", "migration", "erasure", "request"];
    private static readonly string[] Statuses = ["active", "suspended", "revoked", "superseded", "withdrawn"];
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 1 };

    /// <summary>The entry as it is logged, in UTF-8.</summary>
    public byte[] ToUtf8()
    {
        // Every member is ASCII and needs no escaping, so the text is already canonical.
        var status = Status is { } value ? $",\"status\":\"{Statuses[(int)value]}\"" : "";
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{{\"at\":{At},\"commitment\":\"{Base64Url.Encode(Commitment.ToArray())}\",\"id\":\"{Id}\",\"kind\":\"{Kinds[(int)Kind]}\"{status},\"v\":1}}"));
    }

    /// <summary>Reads exactly what <see cref="ToUtf8"/> writes. Another member, order, version or spelling is refused.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out LogEntry? entry)
    {
        entry = null;
        if (utf8.Length > MaxLength)
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            entry = Read(document.RootElement);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return false; // InvalidOperationException: the text is not valid Unicode.
        }

        // Writing the entry again and comparing the texts finds every difference of form.
        entry = entry is not null && entry.ToUtf8().AsSpan().SequenceEqual(utf8.Span) ? entry : null;
        return entry is not null;
    }

    private static LogEntry? Read(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object
            || !json.TryGetProperty("at"u8, out var at) || at.ValueKind is not JsonValueKind.Number || !at.TryGetInt64(out var time)
            || time is < 0 or > MaxExact
            || Text(json, "commitment") is not { } commitment || !Base64Url.TryDecode(commitment, out var bytes) || !Digest.TryRead(bytes, out var digest)
            || Text(json, "id") is not { } id || !Guid.TryParseExact(id, "D", out var guid) || guid.ToString("D") != id
            || Text(json, "kind") is not { } kindName || Array.IndexOf(Kinds, kindName) is var kind && kind < 0)
        {
            return null;
        }

        var status = Text(json, "status") is { } statusName ? Array.IndexOf(Statuses, statusName) : (int?)null;
        var isStatus = (EntryKind)kind is EntryKind.Status;
        return status is -1 || isStatus != status.HasValue ? null : new LogEntry(time, digest, id, (EntryKind)kind, (EntryStatus?)status);
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
