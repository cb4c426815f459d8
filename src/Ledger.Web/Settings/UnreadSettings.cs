namespace Ledger.Web.Settings;

/// <summary>
/// Finds settings files in the working directory, where the program does not read them. It reads only those beside itself. An exact copy of the file
/// that is read does not count.
/// </summary>
internal static class UnreadSettings
{
    private const string Files = "appsettings*.json";

    /// <summary>Returns the path of each such file, and whether it contains settings of a node.</summary>
    /// <param name="workingDirectory">The folder to search.</param>
    /// <param name="readDirectory">The folder that the program reads its settings from.</param>
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
            return []; // A folder that cannot be listed contains no settings for this program.
        }
    }

    private static bool IsCopy(string file, string read) =>
        File.Exists(read) && File.ReadAllBytes(read).AsSpan().SequenceEqual(File.ReadAllBytes(file));

    // A file that is not valid JSON may still be meant as settings of a node.
    private static bool IsOfNode(string file)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(file, optional: true, reloadOnChange: false).Build().GetSection(SettingsServices.Root).Exists();
        }
        catch (Exception problem) when (problem is InvalidDataException or FormatException)
        {
            return true;
        }
    }
}
