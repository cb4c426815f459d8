using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Ledger.Verify.RecordTypes;

namespace Ledger.Issuing;

/// <summary>
/// The claims of a record for people, with the labels of its type. The claims about the person come first, then those of the type, then those of
/// every record. Immutable.
/// </summary>
public sealed class ClaimRows
{
    /// <summary>The most rows on a page, a sheet or in the browser.</summary>
    public const int MostShown = 500;

    private const int MostDepth = 16;

    // The claims about the seal itself. A report shows them on its own lines.
    private static readonly FrozenSet<string> SealClaims = FrozenSet.ToFrozenSet(
        ["iss", "vct", "vct#integrity", "iat", "nbf", "exp", "jti", "cnf", "status", "_sd_alg", "_sd"], StringComparer.Ordinal);

    private static readonly string[] Person =
        ["name", "family_name", "given_name", "personal_administrative_number", "id_type", "birthdate", "sex"];

    // The claims that records of every type have.
    private static readonly string[] CommonClaims =
    [
        "document_number", "date_of_issuance", "date_of_expiry", "issuing_authority", "issuing_country", "authentic_source", "jurisdiction", "legal_basis",
        "electronic_licence",
    ];

    private readonly ImmutableArray<ClaimRow>.Builder _rows = ImmutableArray.CreateBuilder<ClaimRow>();
    private readonly TypeLabels? _labels;
    private readonly string _locale;
    private readonly int _most;

    private ClaimRows(JsonElement claims, TypeLabels? labels, string locale, int most)
    {
        (_labels, _locale, _most) = (labels, locale, most);
        TypeName = labels?.Metadata.NameIn(locale);
        var shown = claims.EnumerateObject().Where(claim => !SealClaims.Contains(claim.Name)).ToList();
        NamesPerson = shown.Any(claim => claim.Name is "name" or "family_name" or "given_name" or "personal_administrative_number");
        foreach (var claim in shown.OrderBy(claim => Rank(claim.Name)))
        {
            Add(ClaimPath.FromSegments(claim.Name), claim.Value, 0);
        }

        Rows = _rows.ToImmutable();
    }

    /// <summary>The name of the record's type. Null if no available type file has the hash that the record states.</summary>
    public string? TypeName { get; }

    /// <summary>Whether the claims say whom the record is about.</summary>
    public bool NamesPerson { get; }

    /// <summary>The claims, in the order in which a person reads them.</summary>
    public ImmutableArray<ClaimRow> Rows { get; }

    /// <summary>Whether there are more claims than rows.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads the claims.</summary>
    /// <param name="claims">The disclosed claims: a JSON object.</param>
    /// <param name="file">The type file that came with the record. It is not trusted. Empty if there is none.</param>
    /// <param name="locale">The reader's language: <c>zh-CN</c> or <c>en</c>.</param>
    /// <param name="most">The most rows; 1 or more.</param>
    public static ClaimRows Read(JsonElement claims, ReadOnlySpan<byte> file, string locale, int most) =>
        new(claims, TypeLabels.Find(claims, file), locale, most);

    /// <summary>Orders the claims: the person first, then the type's mandatory claims, then its optional ones, then the common ones.</summary>
    private (int Group, int Place) Rank(string name)
    {
        if (Array.IndexOf(Person, name) is >= 0 and var person)
        {
            return (0, person);
        }

        if (Array.IndexOf(CommonClaims, name) is >= 0 and var common)
        {
            return (3, common);
        }

        var place = -1;
        for (var i = 0; _labels is not null && i < _labels.Metadata.Claims.Length && place < 0; i++)
        {
            place = _labels.Metadata.Claims[i].Path.Segments is [{ Name: { } listed }] && listed == name ? i : -1;
        }

        return place < 0 ? (2, int.MaxValue) : (_labels!.Metadata.Claims[place].Mandatory ? 1 : 2, place); // Not null: the claim was found in it.
    }

    private void Add(ClaimPath path, JsonElement value, int depth)
    {
        var label = _labels?.Metadata.LabelOf(path, _locale) ?? path.Segments[^1] switch
        {
            { Name: { } name } => name,
            { Index: { } index } => string.Create(CultureInfo.InvariantCulture, $"{index + 1}."),
            _ => "",
        };
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && depth >= MostDepth)
        {
            Add(path, depth, label, "…");
        }
        else if (value.ValueKind is JsonValueKind.Object && FindBilingualText(value) is { } text)
        {
            Add(path, depth, label, text);
        }
        else if (value.ValueKind is JsonValueKind.Object)
        {
            Add(path, depth, label, "");
            foreach (var member in value.EnumerateObject())
            {
                Add(ClaimPath.FromSegments([.. path.Segments, member.Name]), member.Value, depth + 1);
            }
        }
        else if (value.ValueKind is JsonValueKind.Array && value.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
        {
            Add(path, depth, label, "");
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                Add(ClaimPath.FromSegments([.. path.Segments, index]), item, depth + 1);
            }
        }
        else if (value.ValueKind is JsonValueKind.Array)
        {
            Add(path, depth, label, string.Join(
                Choose("、", ", "), value.EnumerateArray().Index().Select(item => Text(ClaimPath.FromSegments([.. path.Segments, item.Index]), item.Item))));
        }
        else
        {
            Add(path, depth, label, Text(path, value));
        }
    }

    private void Add(ClaimPath path, int depth, string label, string value)
    {
        if (_rows.Count < _most)
        {
            _rows.Add(new ClaimRow(path, depth, label, value));
        }
        else
        {
            IsCut = true;
        }
    }

    /// <summary>Returns the text in the reader's language, or the only text. Null if the value is not a bilingual text.</summary>
    private string? FindBilingualText(JsonElement value)
    {
        var (zh, en, others) = ((string?)null, (string?)null, false);
        foreach (var member in value.EnumerateObject())
        {
            (zh, en, others) = member switch
            {
                { Name: "zh", Value.ValueKind: JsonValueKind.String } => (member.Value.GetString(), en, others),
                { Name: "en", Value.ValueKind: JsonValueKind.String } => (zh, member.Value.GetString(), others),
                _ => (zh, en, true),
            };
        }

        return others ? null : Choose(zh ?? en, en ?? zh);
    }

    private string Text(ClaimPath path, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { } text ? _labels?.FindMeaning(path, text, _locale) ?? FindPersonLabel(path, text) ?? text : "",
        JsonValueKind.True => Choose("是", "yes"),
        JsonValueKind.False => Choose("否", "no"),
        JsonValueKind.Null => "–",
        _ => value.GetRawText(),
    };

    // The node defines these members, and they are the same in every type. So no type file explains their codes.
    private string? FindPersonLabel(ClaimPath path, string code) => path.Segments is not [{ Name: { } name }] || _labels is null ? null
        : name == "id_type" && IdentityTypes.All.FirstOrDefault(type => type.Name == code) is { } document ? Choose(document.Label.Zh, document.Label.En)
        : name == "sex" ? code switch { "male" => Choose("男", "Male"), "female" => Choose("女", "Female"), _ => null }
        : null;

    private T Choose<T>(T chinese, T english) => _locale.StartsWith("zh", StringComparison.Ordinal) ? chinese : english;
}
