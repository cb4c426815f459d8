using System.Globalization;
using Ledger.Issuing;
using Ledger.Purposes;
using Ledger.Statuses;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>
/// A search in the body of a request: by person, by document number, by type, status and time. Persons and numbers are never in an address, because
/// addresses are logged. Personal data.
/// </summary>
public sealed record SearchRequest
{
    /// <summary>The largest request accepted, in bytes.</summary>
    public const int MaxLength = 4 * 1024;

    /// <summary>The records on a page unless the request says otherwise.</summary>
    public const int DefaultSize = 50;

    /// <summary>The most records on a page.</summary>
    public const int LargestSize = 200;

    private const int MaxNumber = 200;

    /// <summary>The person. Null only for a search without a person.</summary>
    public IdentityNumber? Person { get; init; }

    /// <summary>The document number as typed. Null to search without one.</summary>
    public string? DocumentNumber { get; init; }

    /// <summary>Selects among the records.</summary>
    public required RecordFilter Filter { get; init; }

    /// <summary>Only entries below this index.</summary>
    public long Before { get; init; } = long.MaxValue;

    /// <summary>The most rows on the page.</summary>
    public int Size { get; init; } = DefaultSize;

    /// <summary>Whether to show the claims of the records.</summary>
    public bool ShowsClaims { get; init; }

    /// <summary>Why the caller looks. Null if the request has no purpose.</summary>
    public ReadPurpose? Purpose { get; init; }

    /// <summary>Reads a search for a person: <c>{"subject":{"idType","idNumber"}, "type"?, "status"?, "from"?, "to"?, "limit"?, "cursor"?, "claims"?, "purpose", …}</c>.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="types">The known record types.</param>
    /// <param name="purposes">The published purposes.</param>
    /// <param name="now">The current time.</param>
    public static Outcome<SearchRequest> ReadPerson(ReadOnlyMemory<byte> utf8, RecordTypeCatalogue types, PurposeCatalogue purposes, DateTimeOffset now) =>
        Read(utf8, types, purposes, now, "subject", "type", "status", "from", "to", "limit", "cursor", "claims", "purpose", "basis", "withheldUntil");

    /// <summary>Reads a search for records: <c>{"documentNumber"?, "type"?, "status"?, "from"?, "to"?, "limit"?, "cursor"?}</c>.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="types">The known record types.</param>
    /// <param name="now">The current time.</param>
    public static Outcome<SearchRequest> ReadRecords(ReadOnlyMemory<byte> utf8, RecordTypeCatalogue types, DateTimeOffset now) =>
        Read(utf8, types, PurposeCatalogue.Shipped, now, "documentNumber", "type", "status", "from", "to", "limit", "cursor");

    /// <summary>Reads a request for the list of who looked: <c>{"subject":{…}, "purpose", "basis"?, "limit"?, "cursor"?}</c>.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="types">The known record types.</param>
    /// <param name="purposes">The published purposes.</param>
    /// <param name="now">The current time.</param>
    public static Outcome<SearchRequest> ReadDisclosures(ReadOnlyMemory<byte> utf8, RecordTypeCatalogue types, PurposeCatalogue purposes, DateTimeOffset now) =>
        Read(utf8, types, purposes, now, "subject", "limit", "cursor", "purpose", "basis");

    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => "SearchRequest";

    private static Outcome<SearchRequest> Read(
        ReadOnlyMemory<byte> utf8, RecordTypeCatalogue types, PurposeCatalogue purposes, DateTimeOffset now, params string[] known) =>
        SubjectForm.Parse(utf8, MaxLength, form => Read(form, types, purposes, now, known));

    private static Outcome<SearchRequest> Read(JsonForm form, RecordTypeCatalogue types, PurposeCatalogue purposes, DateTimeOffset now, string[] known)
    {
        form.RefuseOthers(known);
        var request = new SearchRequest
        {
            DocumentNumber = form.OptionalText("documentNumber", MaxNumber),
            Filter = ReadFilter(form, types),
            Before = ReadCursor(form),
            Size = form.OptionalNumber("limit", 1, LargestSize) ?? DefaultSize,
            ShowsClaims = form.OptionalFlag("claims"),
        };
        var (idType, idNumber) = known.Contains("subject") ? SubjectForm.ReadIdentity(form) : default((string? IdType, string? IdNumber));
        var (purpose, basis, until) = (form.OptionalText("purpose", Ledger.Purposes.Purpose.MaxCode), form.OptionalText("basis", 40), form.OptionalDate("withheldUntil"));
        if (form.Violations.Count > 0)
        {
            return new Refusal(DisclosureFaults.SearchMalformed, [.. form.Violations]);
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var person = idType is null ? default(Outcome<IdentityNumber>?) : SubjectForm.ReadPerson(idType, idNumber ?? "", now);
        if (person?.Refusal is { } unknown)
        {
            return unknown;
        }

        var reason = purpose is null && basis is null && until is null ? default(Outcome<ReadPurpose>?)
            : purposes.Check(purpose, basis, until is null ? null : DateOnly.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture), today);
        return reason?.Refusal is { } refusal ? refusal : request with { Person = person?.Value, Purpose = reason?.Value };
    }

    private static RecordFilter ReadFilter(JsonForm form, RecordTypeCatalogue types)
    {
        var type = form.OptionalText("type", maxLength: 300);
        if (type is not null && types.Find(type) is null)
        {
            form.Refuse("type", new LocalizedText("此处没有这种类型；见 GET /v1/types。", "There is no such type here; see GET /v1/types."));
        }

        EntryStatus? status = null;
        if (form.OptionalText("status", maxLength: 20) is { } name)
        {
            if (StatusNames.TryParse(name, out var wanted))
            {
                status = wanted;
            }
            else
            {
                form.Refuse("status", new LocalizedText(
                    "应为 active、suspended、revoked、superseded 或 withdrawn。", "It must be active, suspended, revoked, superseded or withdrawn."));
            }
        }

        var (from, to) = (form.OptionalMoment("from"), form.OptionalMoment("to"));
        if (from > to)
        {
            form.Refuse("from", new LocalizedText("晚于 to。", "It is later than to."));
        }

        return new RecordFilter(status, type, from, to);
    }

    private static long ReadCursor(JsonForm form)
    {
        if (form.OptionalText("cursor", maxLength: 20) is not { } text)
        {
            return long.MaxValue;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var before) && before.ToString(CultureInfo.InvariantCulture) == text)
        {
            return before;
        }

        form.Refuse("cursor", new LocalizedText("应为上一页的 next。", "It must be the value of `next` on the page before."));
        return long.MaxValue;
    }
}
