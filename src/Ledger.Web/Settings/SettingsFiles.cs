using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Web.Settings;

/// <summary>
/// Checks the encoding of the node's settings files before the framework reads them. The framework reads every file as UTF-8 and replaces bytes that it
/// cannot decode, so that a department could start under a wrong name. Stateless.
/// </summary>
internal static class SettingsFiles
{
    /// <summary>Checks every <c>appsettings*.json</c> of a folder.</summary>
    /// <exception cref="FaultException">A file is empty, is a web page, or is text in neither UTF-8 nor UTF-16 with a mark.</exception>
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
