namespace Ledger.Web.Settings;

/// <summary>
/// Settings files that somebody put where they are not read: in the working directory, while the program reads those beside itself. A copy of the
/// one that is read is none of them.
/// </summary>
internal static class UnreadSettings
{
    private const string Files = "appsettings*.json";

    /// <summary>Their paths, and whether each has settings of a node.</summary>
    /// <param name="workingDirectory">Where they may be.</param>
    /// <param name="readDirectory">Where they would be read.</param>
    public static IReadOnlyList<(string Path, bool IsOfNode)> Find(string workingDirectory, string readDirectory)
    {
        if (Path.GetFullPath(workingDirectory).TrimEnd(Path.DirectorySeparatorChar) == Path.GetFullPath(readDirectory).TrimEnd(Path.DirectorySeparatorChar))
        {
            return [];
        }

        try
        {
            return
            [
                .. Directory.EnumerateFiles(workingDirectory, Files).Order(StringComparer.Ordinal)
                    .Where(file => !IsCopy(file, Path.Combine(readDirectory, Path.GetFileName(file))))
                    .Select(file => (file, IsOfNode(file))),
            ];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return []; // What cannot be listed was not put there for this program.
        }
    }

    private static bool IsCopy(string file, string read) =>
        File.Exists(read) && File.ReadAllBytes(read).AsSpan().SequenceEqual(File.ReadAllBytes(file));

    // A file that cannot be read as settings may well be one that was meant to be.
    private static bool IsOfNode(string file)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(file, optional: true, reloadOnChange: false).Build().GetSection(NodeSettings.Section).Exists();
        }
        catch (Exception problem) when (problem is InvalidDataException or FormatException)
        {
            return true;
        }
    }
}
