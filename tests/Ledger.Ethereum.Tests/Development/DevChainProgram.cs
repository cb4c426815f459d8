using Ledger.Ethereum.Development;

namespace Ledger.Ethereum.Tests.Development;

/// <summary>The pinned anvil. The first test that needs it installs it next to the tests; later ones find it there.</summary>
internal static class DevChainProgram
{
    private static readonly Lazy<Task<string>> Installed = new(() => AnvilInstaller.EnsureAsync(
        new DevChainOptions { DataDirectory = AppContext.BaseDirectory, ProgramDirectory = Folder }, null, CancellationToken.None));

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "anvil");

    /// <summary>The folder for <see cref="DevChainOptions.ProgramDirectory"/>.</summary>
    public static async Task<string> GetDirectoryAsync()
    {
        await Installed.Value;
        return Folder;
    }
}
