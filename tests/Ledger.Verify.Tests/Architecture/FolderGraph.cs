using System.Text.RegularExpressions;

namespace Ledger.Verify.Tests.Architecture;

/// <summary>
/// Which folders of a project name which others, read from the sources. Folders are the direct subfolders of the project. The files next to the
/// project file form the folder <see cref="Root"/>. This is a text scan: it finds a using, a full name, and a type of the root by its name.
/// </summary>
internal sealed class FolderGraph
{
    public const string Root = "(root)";

    private readonly Dictionary<string, HashSet<string>> _names = [];

    /// <param name="project">The root namespace of the project.</param>
    /// <param name="sources">For each source file: its folder, its types that other files can name, and its code without comments.</param>
    public FolderGraph(string project, IReadOnlyList<(string Folder, IReadOnlyList<string> Types, string Code)> sources)
    {
        var folders = sources.Select(source => source.Folder).Distinct().ToList();
        var patterns = folders.ToDictionary(
            folder => folder, folder => Naming(project, folder, sources.Where(source => source.Folder == folder).SelectMany(source => source.Types)));
        foreach (var folder in folders)
        {
            var code = sources.Where(source => source.Folder == folder).Select(source => source.Code).ToList();
            _names[folder] = [.. folders.Where(other => other != folder && code.Any(patterns[other].IsMatch))];
        }
    }

    public IEnumerable<string> Folders => _names.Keys.Order(StringComparer.Ordinal);

    public static FolderGraph Read(string project)
    {
        var classes = SourceTree.Files($"src/{project}", "*.cs").Select(file => (
            Folder: FolderOf(file), Types: (IReadOnlyList<string>)[.. SourceTree.TopLevelTypesIn(file)], Code: SourceTree.ReadCode(file)));
        var components = SourceTree.Files($"src/{project}", "*.razor").Select(file => (
            Folder: FolderOf(file), Types: (IReadOnlyList<string>)[Path.GetFileNameWithoutExtension(file)], Code: ReadMarkup(file)));
        return new FolderGraph(project, [.. classes, .. components]);
    }

    private static string FolderOf(string file) => file.Split('/') is { Length: > 3 } parts ? parts[2] : Root;

    private static string ReadMarkup(string file) => Regex.Replace(SourceTree.Read(file), @"@\*.*?\*@", "", RegexOptions.Singleline);

    public IReadOnlySet<string> NamedBy(string folder) => _names[folder];

    /// <summary>
    /// The groups of folders in which each folder reaches every other. Each group is a text with the folders in order, separated by a space.
    /// </summary>
    /// <param name="withRoot">Whether the files next to the project file count as a folder.</param>
    public IReadOnlyList<string> Circles(bool withRoot)
    {
        var folders = Folders.Where(folder => withRoot || folder != Root).ToList();
        var reached = folders.ToDictionary(folder => folder, folder => ReachedFrom(folder, folders));
        return [.. folders
            .Select(folder => string.Join(' ', folders.Where(other => reached[folder].Contains(other) && reached[other].Contains(folder))))
            .Where(circle => circle.Length > 0).Distinct()];
    }

    private HashSet<string> ReachedFrom(string start, List<string> folders)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([start]);
        while (open.TryPop(out var folder))
        {
            foreach (var next in _names[folder].Where(folders.Contains).Where(reached.Add))
            {
                open.Push(next);
            }
        }

        return reached;
    }

    // Code inside the project names a folder by its full namespace, or by the folder name with one of its types. Types of the root need no using.
    private static Regex Naming(string project, string folder, IEnumerable<string> types)
    {
        var names = string.Join('|', types.Distinct().Append("\0").Select(Regex.Escape));
        return folder == Root
            ? new Regex($@"(?<![\w.])(?:{Regex.Escape(project)}\.)?(?:{names})(?![\w""])")
            : new Regex($@"(?<![\w.]){Regex.Escape(project)}\.{folder}\b|(?<![\w.]){folder}\.(?:{names})\b");
    }
}
