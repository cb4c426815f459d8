using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Ledger.Files;
using Ledger.Issuing;
using Ledger.Verify.RecordTypes;

namespace Ledger.Cli.Output;

/// <summary>
/// Writes the claims of a record for people, with the labels of its type. The claims about the person come first, then those of the type, then
/// those of every record. The texts come from other parties, so each is made safe for a terminal.
/// </summary>
internal sealed class ClaimsText
{
    private const int MostLines = 200;
    private const int MostDepth = 16;
    private const int MostCharacters = 300;
    private const int Margin = 24;

    // The claims about the seal itself. The report shows them on its own lines.
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

    private readonly TextWriter _output;
    private readonly TypeLabels? _labels;
    private readonly ReaderLanguage _language;
    private int _lines;

    private ClaimsText(TextWriter output, TypeLabels? labels, ReaderLanguage language)
    {
        _output = output;
        _labels = labels;
        _language = language;
    }

    /// <param name="output">Receives the text.</param>
    /// <param name="claims">The disclosed claims. Nothing is written if there are none.</param>
    /// <param name="hidden">The number of claims that are not disclosed.</param>
    /// <param name="file">The type file that came with the record. May be empty.</param>
    /// <param name="language">The reader's language.</param>
    public static void Write(TextWriter output, JsonElement claims, int hidden, ReadOnlySpan<byte> file, ReaderLanguage language)
    {
        if (claims.ValueKind is JsonValueKind.Object)
        {
            new ClaimsText(output, TypeLabels.Find(claims, file), language).Write(claims, hidden);
        }
    }

    private void Write(JsonElement claims, int hidden)
    {
        _output.WriteLine();
        if (_labels?.Metadata.NameIn(_language.Tag()) is { } name)
        {
            _output.WriteLine($"  {OneLine.FromText(name)}");
        }

        var shown = claims.EnumerateObject().Where(claim => !SealClaims.Contains(claim.Name)).ToList();
        if (!shown.Any(claim => claim.Name is "name" or "family_name" or "given_name" or "personal_administrative_number"))
        {
            _output.WriteLine("  " + _language.Choose("未出示持有人的姓名与号码。", "Neither name nor number of the person was shown."));
        }

        foreach (var claim in shown.OrderBy(claim => Rank(claim.Name)))
        {
            WriteClaim(ClaimPath.FromSegments(claim.Name), claim.Value, 0);
        }

        if (_lines >= MostLines)
        {
            _output.WriteLine(_language.Choose("    ……其余见 --json。", "    … the rest is in --json."));
        }

        if (hidden > 0)
        {
            _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {_language.Choose("未出示的项数", "claims not shown")}: {hidden}"));
        }

        _output.WriteLine();
    }

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

    private void WriteClaim(ClaimPath path, JsonElement value, int depth)
    {
        var label = _labels?.Metadata.LabelOf(path, _language.Tag()) ?? path.Segments[^1] switch
        {
            { Name: { } name } => name,
            { Index: { } index } => string.Create(CultureInfo.InvariantCulture, $"{index + 1}."),
            _ => "",
        };
        var isEmpty = value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && depth >= MostDepth;
        if (isEmpty)
        {
            WriteLine(depth, label, "…");
        }
        else if (value.ValueKind is JsonValueKind.Object && FindBilingualText(value) is { } text)
        {
            WriteLine(depth, label, Short(text));
        }
        else if (value.ValueKind is JsonValueKind.Object)
        {
            WriteLine(depth, label, "");
            foreach (var member in value.EnumerateObject())
            {
                WriteClaim(ClaimPath.FromSegments([.. path.Segments, member.Name]), member.Value, depth + 1);
            }
        }
        else if (value.ValueKind is JsonValueKind.Array && value.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
        {
            WriteLine(depth, label, "");
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                WriteClaim(ClaimPath.FromSegments([.. path.Segments, index]), item, depth + 1);
            }
        }
        else if (value.ValueKind is JsonValueKind.Array)
        {
            WriteLine(depth, label, Short(string.Join(
                _language.Choose("、", ", "), value.EnumerateArray().Index().Select(item => Text(ClaimPath.FromSegments([.. path.Segments, item.Index]), item.Item)))));
        }
        else
        {
            WriteLine(depth, label, Short(Text(path, value)));
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

        return others ? null : _language is ReaderLanguage.Chinese ? zh ?? en : en ?? zh;
    }

    private string Text(ClaimPath path, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { } text ? _labels?.FindMeaning(path, text, _language.Tag()) ?? FindPersonLabel(path, text) ?? text : "",
        JsonValueKind.True => _language.Choose("是", "yes"),
        JsonValueKind.False => _language.Choose("否", "no"),
        JsonValueKind.Null => "–",
        _ => value.GetRawText(),
    };

    // The node defines these members, and they are the same in every type. So no type file explains their codes.
    private string? FindPersonLabel(ClaimPath path, string code) => path.Segments is not [{ Name: { } name }] || _labels is null ? null
        : name == "id_type" && IdentityTypes.All.FirstOrDefault(type => type.Name == code) is { } document ? _language.Choose(document.Label.Zh, document.Label.En)
        : name == "sex" ? code switch { "male" => _language.Choose("男", "Male"), "female" => _language.Choose("女", "Female"), _ => null }
        : null;

    // A portrait is text too, and very long.
    private string Short(string text) => text.Length <= MostCharacters ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, MostCharacters / 6)}… ({text.Length} {_language.Choose("字符", "characters")})");

    private void WriteLine(int depth, string label, string value)
    {
        if (_lines++ < MostLines)
        {
            var name = new string(' ', 4 + (2 * depth)) + OneLine.FromText(label);
            _output.WriteLine((name + new string(' ', Math.Max(2, Margin + 4 - MeasureWidth(name))) + OneLine.FromText(value)).TrimEnd());
        }
    }

    // Han, Kana and full-width characters take two columns of a terminal.
    private static int MeasureWidth(string text) => text.EnumerateRunes().Sum(rune => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1);
}
