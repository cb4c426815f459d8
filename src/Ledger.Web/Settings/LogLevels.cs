using Ledger.Verify.Faults;

namespace Ledger.Web.Settings;

/// <summary>
/// Checks the log levels of the standard <c>Logging</c> section before the framework reads them. The framework's own message names the value only, so an
/// operator would not learn which setting to correct. Stateless.
/// </summary>
internal static class LogLevels
{
    private const string Section = "Logging";
    private const string Levels = "LogLevel";

    /// <summary>Checks the levels of all logs, and those of each provider such as <c>Logging:Console:LogLevel</c>.</summary>
    /// <exception cref="FaultException">A level is unknown.</exception>
    public static void EnsureReadable(IConfiguration configuration)
    {
        var providers = configuration.GetSection(Section).GetChildren().Where(child => !child.Key.Equals(Levels, StringComparison.OrdinalIgnoreCase));
        var sections = providers.Select(provider => provider.GetSection(Levels)).Prepend(configuration.GetSection($"{Section}:{Levels}"));
        foreach (var (name, level) in sections.SelectMany(section => section.AsEnumerable()))
        {
            if (!string.IsNullOrEmpty(level) && !Enum.TryParse<LogLevel>(level, ignoreCase: true, out _))
            {
                throw new FaultException(StartUpFaults.SettingsWrong, $"{name} is not a log level: {string.Join(", ", Enum.GetNames<LogLevel>())}.");
            }
        }
    }
}
