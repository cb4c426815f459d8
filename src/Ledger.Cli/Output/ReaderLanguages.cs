using System.CommandLine;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Output;

/// <summary>Finds the reader's language, from <c>--lang</c> or from the locale.</summary>
internal static class ReaderLanguages
{
    // In POSIX order of precedence. The first variable that is set is used.
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static Option<string?> Option() => new("--lang") { Description = "Language of the labels, zh or en. Default: the language of the locale. 标签语言：zh 或 en。" };

    /// <summary>Parses a tag such as <c>zh</c>, <c>zh-CN</c> or <c>en</c>. Null means the language of the locale.</summary>
    /// <exception cref="FaultException">The tag names neither language.</exception>
    public static ReaderLanguage Parse(string? tag) => tag is null
        ? FromLocale(Environment.GetEnvironmentVariable)
        : Find(tag) ?? throw OptionProblems.WrongForm("--lang", tag, OptionForms.Language);

    /// <summary>Finds the language of the locale, such as <c>zh_CN.UTF-8</c>.</summary>
    public static ReaderLanguage FromLocale(Func<string, string?> variable) =>
        Find(Variables.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "") ?? ReaderLanguage.English;

    /// <summary>Returns the language tag that type metadata uses.</summary>
    public static string Tag(this ReaderLanguage language) => language is ReaderLanguage.Chinese ? "zh-CN" : "en";

    /// <summary>Returns the text in the reader's language.</summary>
    public static string Choose(this ReaderLanguage language, string zh, string en) => language is ReaderLanguage.Chinese ? zh : en;

    private static ReaderLanguage? Find(string tag) => tag.Split('-', '_', '.', '@')[0].ToUpperInvariant() switch
    {
        "ZH" => ReaderLanguage.Chinese,
        "EN" => ReaderLanguage.English,
        _ => null,
    };
}
