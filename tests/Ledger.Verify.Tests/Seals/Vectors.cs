using System.Text.Json.Nodes;

namespace Ledger.Verify.Tests.Seals;

/// <summary>Reads published and hand-made vectors from the source tree. Other test runners read the same files.</summary>
internal static class Vectors
{
    public static string Repository { get; } = FindRepository();

    private static string Folder => Path.Combine(Repository, "tests", "Ledger.Verify.Tests", "Seals", "vectors");

    public static JsonObject Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name)))!.AsObject();

    public static IEnumerable<string> Names(string folder) =>
        Directory.GetFiles(Path.Combine(Folder, folder), "*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal)!;

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run inside the repository.");
    }
}
