using System.Text.RegularExpressions;
using Ledger.Verify.Tests.Seals;

namespace Ledger.Verify.Tests.Architecture;

/// <summary>Reads the repository as text, for the architecture tests.</summary>
internal static partial class SourceTree
{
    private static readonly string[] Built = ["artifacts", "bin", "obj", "node_modules", "out", "cache", "Generated"];

    public static string Root => Vectors.Repository;

    /// <summary>All source files below a folder of the repository, without build output. Paths are relative to the repository, with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder, string pattern)
    {
        var start = Path.Combine(Root, folder);
        return !Directory.Exists(start) ? [] : Directory.EnumerateFiles(start, pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => Built.Contains(part) || part.StartsWith('.')))
            .Order(StringComparer.Ordinal);
    }

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>Returns a C# file without its comment lines, because a comment may name what the code must not.</summary>
    public static string ReadCode(string file) =>
        string.Join('\n', Read(file).Split('\n').Where(line => !line.AsSpan().TrimStart().StartsWith("//")));

    /// <summary>The names of the types that a C# or Solidity file declares.</summary>
    public static IEnumerable<string> TypesIn(string file) => Declaration().Matches(ReadCode(file)).Select(match => match.Groups["name"].Value);

    /// <summary>The names of the types of a C# file that other files can use: not nested and not file-local.</summary>
    public static IEnumerable<string> TopLevelTypesIn(string file) => TopLevelTypesOf(ReadCode(file));

    /// <inheritdoc cref="TopLevelTypesIn"/>
    public static IEnumerable<string> TopLevelTypesOf(string code) => TopLevel().Matches(code).Select(match => match.Groups["name"].Value);

    // With file-scoped namespaces and a formatter, a declaration in the first column is at top level.
    [GeneratedRegex(@"^(?:(?:public|internal|static|sealed|abstract|readonly|ref|partial|unsafe)\s+)*"
        + @"(?:(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?)\s+(?<name>[A-Za-z_]\w*)|delegate\s[^(]*?(?<name>[A-Za-z_]\w*)\s*(?:<[^>(]*>)?\s*\()",
        RegexOptions.Multiline)]
    private static partial Regex TopLevel();

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|file|static|sealed|abstract|readonly|ref|partial|unsafe)\s+)*"
        + @"(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?|contract|library|abstract\s+contract)\s+(?<name>[A-Za-z_]\w*)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
