using System.Text.Json;
using System.Text.RegularExpressions;
using Tomlyn;
using YamlDotNet.Core;

namespace Ledger.NodeConfig.Tests;

/// <summary>Every file has the format of its extension.</summary>
internal static partial class SyntaxRules
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static IEnumerable<string> Json(ConfigFolder folder) => Failing(folder, [".json"], text => JsonDocument.Parse(text, Strict).Dispose());

    /// <summary>The files of Besu have no tables, so each key may occur once. Tomlyn accepts a repeated key.</summary>
    public static IEnumerable<string> Toml(ConfigFolder folder) => Failing(folder, [".toml"], text =>
    {
        Consortium.ReadToml(text);
        if (TomlKey().Matches(text).GroupBy(match => match.Groups[1].Value, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new TomlException($"{repeated.Key} occurs twice.");
        }
    });

    public static IEnumerable<string> YamlForm(ConfigFolder folder) => Failing(folder, [".yml", ".yaml"], text => Yaml.Documents(text));

    private static IEnumerable<string> Failing(ConfigFolder folder, string[] endings, Action<string> parse)
    {
        var files = folder.FilesOf(endings).ToList();
        if (files.Count == 0)
        {
            yield return $"There is no file of {string.Join(' ', endings)}.";
        }

        foreach (var file in files)
        {
            string? problem = null;
            try
            {
                parse(folder.Read(file));
            }
            catch (Exception thrown) when (thrown is JsonException or TomlException or YamlException or InvalidOperationException) // InvalidOperationException: a merge of broken YAML.
            {
                problem = $"{file}: {thrown.Message}";
            }

            if (problem is not null)
            {
                yield return problem;
            }
        }
    }

    [GeneratedRegex("^([A-Za-z0-9_-]+)\\s*=", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex TomlKey();
}
