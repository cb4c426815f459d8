using System.Text.Json;
using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Paper;

/// <summary>jsQR, another implementation than the one that draws, reads codes from the pixels of pictures. The first test that needs it installs it by npm.</summary>
internal static class CodeReader
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "jsqr");

    private static readonly Lazy<Task<string>> Installed = new(() =>
        ToolProcess.RunAsync(Folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"));

    /// <summary>The texts of all codes in some pictures (binary PGM), in no order.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(params IEnumerable<string> pictures)
    {
        await Installed.Value;
        return JsonSerializer.Deserialize<string[]>(await ToolProcess.RunAsync(Folder, "node", ["read.mjs", .. pictures])) ?? [];
    }
}
