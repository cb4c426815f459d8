using System.Globalization;
using System.Text.Json;
using Ledger.Files;
using Ledger.Issuing;

namespace Ledger.Cli.Output;

/// <summary>Writes the claims of a record on a terminal. The texts come from other parties, so each is made safe for a terminal. Stateless.</summary>
internal static class ClaimsText
{
    private const int MostLines = 200;
    private const int MostCharacters = 300;
    private const int Margin = 24;

    /// <param name="output">Receives the text.</param>
    /// <param name="claims">The disclosed claims. Nothing is written if there are none.</param>
    /// <param name="hidden">The number of claims that are not disclosed.</param>
    /// <param name="file">The type file that came with the record. May be empty.</param>
    /// <param name="language">The reader's language.</param>
    public static void Write(TextWriter output, JsonElement claims, int hidden, ReadOnlySpan<byte> file, ReaderLanguage language)
    {
        if (claims.ValueKind is JsonValueKind.Object)
        {
            Write(output, ClaimRows.Read(claims, file, language.Tag(), MostLines), hidden, language);
        }
    }

    private static void Write(TextWriter output, ClaimRows claims, int hidden, ReaderLanguage language)
    {
        output.WriteLine();
        if (claims.TypeName is { } name)
        {
            output.WriteLine($"  {OneLine.FromText(name)}");
        }

        if (!claims.NamesPerson)
        {
            output.WriteLine("  " + language.Choose("未出示持有人的姓名与号码。", "Neither name nor number of the person was shown."));
        }

        foreach (var row in claims.Rows)
        {
            var label = new string(' ', 4 + (2 * row.Depth)) + OneLine.FromText(row.Label);
            output.WriteLine((label + new string(' ', Math.Max(2, Margin + 4 - MeasureWidth(label))) + OneLine.FromText(Short(row.Value, language))).TrimEnd());
        }

        if (claims.IsCut)
        {
            output.WriteLine(language.Choose("    ……其余见 --json。", "    … the rest is in --json."));
        }

        if (hidden > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {language.Choose("未出示的项数", "claims not shown")}: {hidden}"));
        }

        output.WriteLine();
    }

    // A portrait is text too, and very long.
    private static string Short(string text, ReaderLanguage language) => text.Length <= MostCharacters ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, MostCharacters / 6)}… ({text.Length} {language.Choose("字符", "characters")})");

    // Han, Kana and full-width characters take two columns of a terminal.
    private static int MeasureWidth(string text) => text.EnumerateRunes().Sum(rune => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1);
}
