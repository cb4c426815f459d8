using System.Globalization;

namespace Ledger.Cli.Bench;

/// <summary>How busy the machine is. A result of a busy machine shows only its ratios.</summary>
internal static class MachineLoad
{
    private const string Path = "/proc/loadavg";

    /// <summary>Returns the mean number of running threads over the last minute. Null where the system does not say it.</summary>
    public static double? Find() => File.Exists(Path) ? double.Parse(File.ReadAllText(Path).Split(' ')[0], CultureInfo.InvariantCulture) : null;
}
