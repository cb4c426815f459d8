namespace Ledger.Portal.Tests.Running;

/// <summary>The folder with the solution, above the tests.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests are not in a folder below the solution.");
        }

        return folder.FullName;
    }
}
