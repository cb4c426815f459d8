using System.Globalization;
using Ledger.Faults;

namespace Ledger.Log;

/// <summary>Tells what kind of trouble with the storage an exception reports. Stateless.</summary>
public static class StorageProblems
{
    // Numbers of errno(3) on Linux and macOS, as .NET hands them on; on Windows those of winerror.h.
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int QuotaOnLinux = 122;
    private const int QuotaOnMac = 69;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsWriteProtected = unchecked((int)0x80070013);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    /// <summary>Whether the disk, or the part of it that this user may fill, is full.</summary>
    public static bool IsDiskFull(Exception problem) =>
        Has(problem, NoSpace, QuotaOnLinux, WindowsDiskFull, WindowsHandleDiskFull) || (OperatingSystem.IsMacOS() && Has(problem, QuotaOnMac));

    /// <summary>Whether the file system takes no writes at all.</summary>
    public static bool IsReadOnly(Exception problem) => Has(problem, ReadOnly, WindowsWriteProtected);

    /// <summary>Whether another process holds the file.</summary>
    public static bool IsHeldElsewhere(Exception problem) => Has(problem, WouldBlockOnLinux, WouldBlockOnMac, WindowsSharingViolation);

    /// <summary>The refusal that tells a caller; null when the exception is not about the storage.</summary>
    public static Refusal? Explain(Exception problem) => problem switch
    {
        StoreDamagedException { Place: { } place } => Refusal.At(
            LogFaults.EntryDamaged, "", $"位置：{Describe(place)}", $"Place: {Describe(place)}"),
        StoreDamagedException => Refusal.Of(LogFaults.EntryDamaged),
        IOException or UnauthorizedAccessException => Refusal.Of(IsDiskFull(problem) ? LogFaults.DiskFull : LogFaults.StorageFails),
        _ => null,
    };

    /// <summary>A place as people and log lines are told it.</summary>
    public static string Describe(DamagePlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return place.Entry is { } entry
            ? string.Create(CultureInfo.InvariantCulture, $"{place.File}, byte {place.Offset}, entry {entry}")
            : string.Create(CultureInfo.InvariantCulture, $"{place.File}, byte {place.Offset}");
    }

    /// <summary>
    /// What a log line may say of an exception: the message of one about files, which names paths and places; only the type of any other, whose
    /// message may quote a request.
    /// </summary>
    public static string Describe(Exception problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem is IOException or UnauthorizedAccessException or StoreDamagedException
            ? $"{problem.GetType().Name}: {problem.Message}"
            : problem.InnerException is { } inner ? $"{problem.GetType().Name} after {Describe(inner)}" : problem.GetType().Name;
    }

    private static bool Has(Exception? problem, params ReadOnlySpan<int> results)
    {
        for (; problem is not null; problem = problem.InnerException)
        {
            if (problem is IOException && results.Contains(problem.HResult))
            {
                return true;
            }
        }

        return false;
    }
}
