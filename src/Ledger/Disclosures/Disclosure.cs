using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Purposes;
using Ledger.Verify.Json;

namespace Ledger.Disclosures;

/// <summary>
/// What the log keeps of one read of a resident's claims: who, what, why. It is encrypted for the resident, and the log commits to its text. It has
/// no claim values. Immutable.
/// </summary>
public sealed record Disclosure
{
    /// <summary>The role of the resident herself.</summary>
    public const string ResidentRole = "resident";

    /// <summary>The role of whoever has the code of a share.</summary>
    public const string HolderRole = "holder";

    private const string DayForm = "yyyy-MM-dd";

    private static readonly string[] Forms = ["claims", "bundle", "all_records", "list", "search", "share"];

    /// <summary>The name of the token that read: a desk or a program, not a person. For the resident, how she signed in.</summary>
    public required string By { get; init; }

    /// <summary>The department that read. Empty for the resident herself, and for whoever opens a share.</summary>
    public required string Department { get; init; }

    /// <summary>The role in which it read. <see cref="ResidentRole"/> for the resident herself, <see cref="HolderRole"/> for whoever opens a share.</summary>
    public required string Role { get; init; }

    /// <summary>The form in which the claims were shown.</summary>
    public required DisclosureForm Form { get; init; }

    /// <summary>The records that were shown, newest first. Empty for the list of who looked.</summary>
    public required ImmutableArray<RecordId> Records { get; init; }

    /// <summary>The claims that were shown: the names of the top-level claims, in order.</summary>
    public required ImmutableArray<string> Claims { get; init; }

    /// <summary>The code of the purpose.</summary>
    public required string Purpose { get; init; }

    /// <summary>The version of the purpose.</summary>
    public required int PurposeVersion { get; init; }

    /// <summary>The legal basis.</summary>
    public required LegalBasis Basis { get; init; }

    /// <summary>The day (UTC) from which the resident may see this. Null for at once.</summary>
    public DateOnly? WithheldUntil { get; init; }

    /// <summary>What was shared. Only for <see cref="DisclosureForm.Share"/>.</summary>
    public ShareTerms? Share { get; init; }

    /// <summary>The share that was opened: the id of its entry. Null for any other read.</summary>
    public RecordId? OpenedShare { get; init; }

    /// <summary>The name of a form in entries and answers.</summary>
    public static string Format(DisclosureForm form) => Forms[(int)form];

    /// <summary>The text that the log commits to: canonical JSON (RFC 8785).</summary>
    public string ToText()
    {
        var json = new JsonObject
        {
            ["basis"] = LegalBases.Format(Basis),
            ["by"] = By,
            ["claims"] = new JsonArray([.. Claims.Select(claim => JsonValue.Create(claim))]),
            ["department"] = Department,
            ["form"] = Format(Form),
            ["purpose"] = Purpose,
            ["purpose_version"] = PurposeVersion,
            ["records"] = new JsonArray([.. Records.Select(record => JsonValue.Create(record.ToString()))]),
            ["role"] = Role,
        };
        if (WithheldUntil is { } until)
        {
            json["withheld_until"] = until.ToString(DayForm, System.Globalization.CultureInfo.InvariantCulture);
        }

        if (Share is not null)
        {
            json["share"] = Share.ToJson();
        }

        if (OpenedShare is { } opened)
        {
            json["opened_share"] = opened.ToString();
        }

        return Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json.ToJsonString())));
    }

    /// <summary>Reads what <see cref="ToText"/> wrote. The caller has compared it with the commitment.</summary>
    /// <exception cref="FormatException">It was written in another form.</exception>
    public static Disclosure Read(string text)
    {
        try
        {
            var json = JsonElement.Parse(text);
            return new Disclosure
            {
                By = json.GetProperty("by"u8).GetString() ?? "",
                Department = json.GetProperty("department"u8).GetString() ?? "",
                Role = json.GetProperty("role"u8).GetString() ?? "",
                Form = (DisclosureForm)Array.IndexOf(Forms, json.GetProperty("form"u8).GetString()) is >= 0 and var form ? form : throw new FormatException(),
                Records = [.. json.GetProperty("records"u8).EnumerateArray().Select(id => RecordId.TryParse(id.GetString(), out var record) ? record : throw new FormatException())],
                Claims = [.. json.GetProperty("claims"u8).EnumerateArray().Select(claim => claim.GetString() ?? "")],
                Purpose = json.GetProperty("purpose"u8).GetString() ?? "",
                PurposeVersion = json.GetProperty("purpose_version"u8).GetInt32(),
                Basis = LegalBases.TryParse(json.GetProperty("basis"u8).GetString(), out var basis) ? basis : throw new FormatException(),
                WithheldUntil = json.TryGetProperty("withheld_until"u8, out var until)
                    ? DateOnly.ParseExact(until.GetString() ?? "", DayForm, System.Globalization.CultureInfo.InvariantCulture)
                    : null,
                Share = json.TryGetProperty("share"u8, out var share) ? ShareTerms.Read(share) : null,
                OpenedShare = !json.TryGetProperty("opened_share"u8, out var opened) ? null
                    : RecordId.TryParse(opened.GetString(), out var openedShare) ? openedShare : throw new FormatException(),
            };
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentOutOfRangeException)
        {
            throw new FormatException("Not the text of a disclosure.", problem);
        }
    }

    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => "Disclosure";
}
