using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Verify.Json;

namespace Ledger.Erasing;

/// <summary>
/// States that the data of a resident was erased: who decided, on which basis, how much, when. It names neither the person nor the records. The log
/// commits to its text. Immutable.
/// </summary>
public sealed record ErasureCertificate
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string DayForm = "yyyy-MM-dd";

    /// <summary>The department that erased the data.</summary>
    public required string Department { get; init; }

    /// <summary>The legal basis.</summary>
    public required ErasureBasis Basis { get; init; }

    /// <summary>The law, the decision or the letter that it rests on. Null if not given.</summary>
    public string? Law { get; init; }

    /// <summary>The name of the token that asked.</summary>
    public required string AskedBy { get; init; }

    /// <summary>The name of the token that approved; another one.</summary>
    public required string ApprovedBy { get; init; }

    /// <summary>How many entries of the log nobody can connect with the resident any more.</summary>
    public required long Commitments { get; init; }

    /// <summary>From when on the data was out of service.</summary>
    public required DateTimeOffset OutOfService { get; init; }

    /// <summary>The day (UTC) by which the last backup with the data is gone.</summary>
    public required DateOnly BackupsGoneBy { get; init; }

    /// <summary>The text that the log commits to: canonical JSON (RFC 8785).</summary>
    public string ToText()
    {
        var json = new JsonObject
        {
            ["approved_by"] = ApprovedBy,
            ["asked_by"] = AskedBy,
            ["backups_gone_by"] = BackupsGoneBy.ToString(DayForm, CultureInfo.InvariantCulture),
            ["basis"] = ErasureBases.Format(Basis),
            ["commitments"] = Commitments,
            ["department"] = Department,
            ["out_of_service"] = OutOfService.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture),
        };
        if (Law is not null)
        {
            json["law"] = Law;
        }

        return Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json.ToJsonString())));
    }

    /// <summary>Reads what <see cref="ToText"/> wrote. The caller has compared it with the commitment.</summary>
    /// <exception cref="FormatException">It was written in another form.</exception>
    public static ErasureCertificate Read(string text)
    {
        try
        {
            var json = JsonElement.Parse(text);
            return new ErasureCertificate
            {
                Department = json.GetProperty("department"u8).GetString() ?? "",
                Basis = ErasureBases.TryParse(json.GetProperty("basis"u8).GetString(), out var basis) ? basis : throw new FormatException(),
                Law = json.TryGetProperty("law"u8, out var law) ? law.GetString() : null,
                AskedBy = json.GetProperty("asked_by"u8).GetString() ?? "",
                ApprovedBy = json.GetProperty("approved_by"u8).GetString() ?? "",
                Commitments = json.GetProperty("commitments"u8).GetInt64(),
                OutOfService = DateTimeOffset.ParseExact(
                    json.GetProperty("out_of_service"u8).GetString() ?? "", TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                BackupsGoneBy = DateOnly.ParseExact(json.GetProperty("backups_gone_by"u8).GetString() ?? "", DayForm, CultureInfo.InvariantCulture),
            };
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException("Not the text of a certificate of erasure.", problem);
        }
    }
}
