using Ledger.Ethereum.Development;

namespace Ledger.Chain.Tests.Anvil;

/// <summary>The pinned anvil. The first test that needs it installs it beside the tests.</summary>
internal static class AnvilProgram
{
    private static readonly Lazy<Task<string>> Installed = new(() => AnvilInstaller.EnsureAsync(
        new DevChainOptions { DataDirectory = AppContext.BaseDirectory, ProgramDirectory = Path.Combine(AppContext.BaseDirectory, "anvil") },
        null, CancellationToken.None));

    public static Task<string> PathAsync() => Installed.Value;
}
