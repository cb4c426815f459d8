using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Web.Settings;

/// <summary>
/// Reads the node's settings files before the framework does. It takes a text in another encoding for UTF-8 and puts other characters in place of
/// what it cannot read, so that a department would start under a wrong name. Stateless.
/// </summary>
internal static class SettingsFiles
{
    /// <summary>Looks at every <c>appsettings*.json</c> of a folder.</summary>
    /// <exception cref="FaultException">One is empty, no text in UTF-8 or marked UTF-16, or a web page.</exception>
    public static void EnsureReadable(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "appsettings*.json").Order(StringComparer.Ordinal))
        {
            if (!UntrustedText.TryReadUtf8(File.ReadAllBytes(path), out var utf8, out var reason) || UntrustedText.IsWebPage(utf8.Span, out reason))
            {
                throw new FaultException(StartUpFaults.SettingsWrong, $"{path}: {reason.En}. {reason.Zh}。");
            }
        }
    }
}
