using System.Buffers.Text;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Issuing;

namespace Ledger.Samples;

/// <summary>The records of one resident during their construction, with the resident, the date and the source of numbers.</summary>
internal sealed class ResidentFile(Resident resident, Household household, Xoshiro256 numbers, DateOnly asOf, ulong seed)
{
    // The greatest age of a record, so that a certificate valid for one year stays valid for most of a year after the date of the city.
    private const int OldestIssueDays = 100;

    private static readonly int UnixEpochDay = new DateOnly(1970, 1, 1).DayNumber;

    private readonly List<SampleRecord> _records = new(10);

    public Resident Resident => resident;

    public Household Household => household;

    public Xoshiro256 Numbers => numbers;

    public DateOnly AsOf => asOf;

    public IReadOnlyList<SampleRecord> Records => _records;

    /// <summary>The resident's district.</summary>
    public District District => CityPlaces.Districts[resident.District];

    /// <summary>The result of the ability assessment, 0 to 4, once there is one. Allowance and representative depend on it.</summary>
    public int? AbilityLevel { get; set; }

    /// <summary>A recent day of issue, not after the date of the city and not before the birth of the resident.</summary>
    public DateOnly DrawIssueDay() => DrawIssueDay(resident.Birthdate);

    /// <summary>A recent day of issue, not after the date of the city and not before the given day.</summary>
    public DateOnly DrawIssueDay(DateOnly notBefore)
    {
        var earliest = Dates.Later(asOf.AddDays(1 - OldestIssueDays), notBefore);
        return asOf.AddDays(-numbers.Below(asOf.DayNumber - earliest.DayNumber + 1));
    }

    /// <summary>The record of this type made so far, or null. A decision names it as evidence.</summary>
    public SampleRecord? FindRecord(string type) => _records.Find(record => record.Type == FormatVct(type));

    /// <summary>32 random bytes in the form of a digest: 43 base64url characters.</summary>
    public string DrawDigest()
    {
        Span<byte> bytes = stackalloc byte[32];
        numbers.Fill(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>16 random bytes in the form of a pseudonym.</summary>
    public string DrawPseudonym()
    {
        Span<byte> bytes = stackalloc byte[16];
        numbers.Fill(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>A version 7 UUID (RFC 9562) of a random moment of <paramref name="day"/>.</summary>
    public string DrawUuid(DateOnly day)
    {
        var milliseconds = (day.DayNumber - UnixEpochDay) * 86_400_000L + numbers.Below(86_400_000);
        var high = numbers.Next();
        var low = numbers.Next();
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds >> 16:x8}-{milliseconds & 0xFFFF:x4}-7{high & 0xFFF:x3}-{0x8000 | (low >> 50):x4}-{low & 0xFFFFFFFFFFFF:x12}");
    }

    /// <summary>The resident's part of a document number. Each city has its own numbers, so one node can hold two cities.</summary>
    public string DocumentSerial => string.Create(CultureInfo.InvariantCulture, $"{seed}-{asOf:yyyyMMdd}-{resident.Number:D5}");

    /// <summary>A decimal number with exactly <paramref name="digits"/> digits, leading zeros included.</summary>
    public string DrawDigits(int digits)
    {
        Span<char> text = stackalloc char[digits];
        for (var i = 0; i < digits; i++)
        {
            text[i] = (char)('0' + numbers.Below(10));
        }

        return text.ToString();
    }

    /// <summary>
    /// Adds a certificate: the claims of every certificate, then <paramref name="claims"/>, then the electronic licence. <paramref name="lastDay"/>
    /// is null when the certificate never expires.
    /// </summary>
    public void AddCertificate(CertificateForm form, DateOnly issued, DateOnly? lastDay, JsonObject claims)
    {
        var complete = new JsonObject
        {
            ["document_number"] = string.Create(CultureInfo.InvariantCulture, $"{form.DocumentMark}〔{issued.Year}〕{DocumentSerial}号"),
            ["date_of_issuance"] = Dates.Text(issued),
        };
        if (lastDay is { } day)
        {
            complete["date_of_expiry"] = Dates.Text(day);
        }

        complete["jurisdiction"] = CityPlaces.CityCode;
        complete["legal_basis"] = new JsonArray(form.Basis.ToJson());
        Move(claims, complete);
        complete["electronic_licence"] = Licence(form, issued);
        Add(form.Department, form.Type, issued, lastDay, complete);
    }

    /// <summary>Adds a record with exactly these claims.</summary>
    public void Add(string department, string type, DateOnly validFrom, DateOnly? lastDay, JsonObject claims)
    {
        var sameType = _records.Count(record => record.Type == FormatVct(type));
        _records.Add(new SampleRecord
        {
            Resident = resident.Number,
            Key = string.Create(CultureInfo.InvariantCulture, $"sample-{seed}-{asOf:yyyyMMdd}-{resident.Number}-{type}-{sameType + 1}"),
            Department = department,
            Type = FormatVct(type),
            Subject = resident.ToSubject(),
            Claims = claims,
            ValidFrom = validFrom,
            LastDay = lastDay,
        });
    }

    private static string FormatVct(string type) => $"https://city.example/vct/{type}/1";

    private JsonObject Licence(CertificateForm form, DateOnly issued)
    {
        const string version = "001";
        var serial = string.Create(CultureInfo.InvariantCulture, $"{issued:yyyyMMdd}{resident.Number:D9}");
        var check = CheckCharacters.Mod37And36(form.LicenceType + form.Issuer.Id + serial + version);
        return new JsonObject
        {
            ["cert_type_code"] = form.LicenceType,
            // GB/T 36904-2018: root, type, issuer, serial, version, check character.
            ["cert_identifier"] = $"1.2.156.3005.2.{form.LicenceType}.{form.Issuer.Id}.{serial}.{version}.{check}",
            ["cert_state"] = "01",
        };
    }

    private static void Move(JsonObject from, JsonObject to)
    {
        foreach (var (name, value) in from.ToArray())
        {
            from.Remove(name);
            to[name] = value;
        }
    }
}
