using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Departments;
using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>The first step: decides whether a department may issue the requested record. Safe for use from any thread.</summary>
public sealed class RecordIssuer
{
    private const int EarliestYear = 1900;
    private const int LongestYears = 150;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DepartmentProfile _department;
    private readonly RecordTypeCatalogue _catalogue;
    private readonly Func<string, bool> _isAuthorised;
    private readonly TimeProvider _clock;

    /// <param name="department">The issuing department.</param>
    /// <param name="catalogue">All record types.</param>
    /// <param name="isAuthorised">Whether the registry lets this department issue a type (<c>vct</c>).</param>
    /// <param name="clock">The clock for <c>iat</c> and the record ids.</param>
    public RecordIssuer(DepartmentProfile department, RecordTypeCatalogue catalogue, Func<string, bool> isAuthorised, TimeProvider clock)
    {
        _department = department;
        _catalogue = catalogue;
        _isAuthorised = isAuthorised;
        _clock = clock;
    }

    /// <summary>Checks a request and assigns a record id.</summary>
    public Outcome<IssuableRecord> Check(RecordRequest request)
    {
        if (request.Department is { } named && !string.Equals(named, _department.Id.ToString(), StringComparison.Ordinal))
        {
            return Refusal.At(IssuingFaults.OtherDepartment, "/department", "与地址中的部门不同。", "It differs from the department in the URL.");
        }

        if (_catalogue.Find(request.Type) is not { } type)
        {
            return Refusal.At(IssuingFaults.UnknownType, "/type", "没有这种记录类型或版本。", "No such record type or version.");
        }

        if (!_isAuthorised(request.Type))
        {
            return Refusal.At(IssuingFaults.TypeNotAllowed, "/type", "登记处未授权该部门签发此类型。", "The registry does not authorise the department to issue this type.");
        }

        var now = _clock.GetUtcNow();
        var today = LatestDate(now);
        var subject = SubjectCheck.Check(request.Subject, today);
        if (subject.Refusal is { } subjectRefusal)
        {
            return subjectRefusal;
        }

        if ((ClaimsCheck.Check(request, type, new RuleContext(subject.Required, today)) ?? CheckValidity(request, today)) is { } refusal)
        {
            return refusal;
        }

        return new IssuableRecord(RecordId.Create(now), type, WriteClaims(subject.Required.Subject, request.Claims), subject.Required, request, now);
    }

    // Each day begins first at UTC+14. A date that is today somewhere on Earth is not in the future.
    private static DateOnly LatestDate(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime.AddHours(14));

    // A reader of the card and a reader of the seal must see the same dates, so the validity must agree with the dates in the claims.
    private static Refusal? CheckValidity(RecordRequest request, DateOnly today)
    {
        var found = new List<Violation>();
        if (request.ValidFrom is { } from && (from.Year < EarliestYear || from.Year > today.Year + LongestYears))
        {
            found.Add(new Violation("/validFrom", new LocalizedText("年份不合理。", "The year is not plausible.")));
        }

        if (request.ValidUntil is { } until && (until.Year < EarliestYear || until.Year > today.Year + LongestYears))
        {
            found.Add(new Violation("/validUntil", new LocalizedText(
                "年份不合理；长期有效的记录请不填。", "The year is not plausible. Leave the date out for a record that never expires.")));
        }
        else if (ClaimPlaces.Select(new ClaimPlace(ClaimPlaces.Root, request.Claims), "date_of_expiry").FirstOrDefault().Date is { } expiry)
        {
            CheckExpiry(request, expiry, found);
        }

        return found.Count == 0 ? null : new Refusal(IssuingFaults.ValidityImplausible, [.. found]);
    }

    // The last day ends at midnight local time, which is up to a day before or after midnight in UTC.
    private static void CheckExpiry(RecordRequest request, DateOnly expiry, List<Violation> found)
    {
        if (request.ValidUntil is not { } until)
        {
            found.Add(new Violation("/validUntil", new LocalizedText(
                "date_of_expiry 有截止日期，此处也须填写。", "date_of_expiry names a last day, so it is needed here too.")));
        }
        else if (DateOnly.FromDateTime(until.UtcDateTime) < expiry || DateOnly.FromDateTime(until.UtcDateTime) > expiry.AddDays(1))
        {
            found.Add(new Violation("/validUntil", new LocalizedText(
                "与 date_of_expiry 不一致，应为该日结束之时。", "It does not agree with date_of_expiry: it must be the end of that day.")));
        }
    }

    private static ReadOnlyMemory<byte> WriteClaims(Subject subject, JsonElement claims)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, Plain);
        writer.WriteStartObject();
        WriteSubject(writer, subject);
        foreach (var claim in claims.EnumerateObject())
        {
            claim.WriteTo(writer);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteSubject(Utf8JsonWriter writer, Subject subject)
    {
        writer.WriteString("id_type"u8, subject.IdType);
        writer.WriteString("personal_administrative_number"u8, subject.IdNumber);
        WriteIfGiven(writer, "name"u8, subject.Name);
        WriteIfGiven(writer, "given_name"u8, subject.GivenName);
        WriteIfGiven(writer, "family_name"u8, subject.FamilyName);
        WriteIfGiven(writer, "birthdate"u8, subject.Birthdate);
        WriteIfGiven(writer, "sex"u8, subject.Sex);
    }

    private static void WriteIfGiven(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
