using Ledger.Ethereum.Development;

namespace Ledger.Ethereum.Tests.Development;

/// <summary>The pinned anvil, installed once beside the tests when the first of them needs it; the installer sees the next time that it is there.</summary>
internal static class DevChainProgram
{
    private static readonly Lazy<Task<string>> Installed = new(() => AnvilInstaller.EnsureAsync(
        new DevChainOptions { DataDirectory = AppContext.BaseDirectory, ProgramDirectory = Folder }, null, CancellationToken.None));

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "anvil");

    /// <summary>The folder to give as <see cref="DevChainOptions.ProgramDirectory"/>.</summary>
    public static async Task<string> GetDirectoryAsync()
    {
        await Installed.Value;
        return Folder;
    }
}
