using System.Diagnostics;

namespace Ledger.Web.Tests.Running;

/// <summary>The built programs. They are beside the tests, under <c>artifacts/bin/{project}/{configuration}</c>.</summary>
internal static class Programs
{
    public static string Node => PathOf("Ledger.Web", "Ledger.Web.dll");

    public static string Cli => PathOf("Ledger.Cli", "ledger.dll");

    /// <summary>Makes the start info of a program, with redirected output. Ctrl-C works even if the parent of the test runner ignores it.</summary>
    public static ProcessStartInfo Start(string program, params IEnumerable<string> arguments) => StartCommand(["dotnet", program, .. arguments]);

    /// <summary>Makes the same start info for any command.</summary>
    public static ProcessStartInfo StartCommand(IEnumerable<string> command)
    {
        var start = new ProcessStartInfo("env")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["--default-signal=INT,TERM", .. command])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static string PathOf(string project, string file)
    {
        var mine = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = mine.Name;
        return Path.Combine(mine.Parent!.Parent!.FullName, project, configuration, file); // bin/{project}/{configuration}
    }
}
