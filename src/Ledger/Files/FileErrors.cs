namespace Ledger.Files;

/// <summary>Classifies errors of the file system by number, because .NET has no exception types for them. Stateless.</summary>
public static class FileErrors
{
    // errno(3) on Linux and macOS, as .NET reports them. The others are from winerror.h.
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

    /// <summary>Whether the disk or the user's quota is full.</summary>
    public static bool IsDiskFull(Exception problem) =>
        Has(problem, NoSpace, QuotaOnLinux, WindowsDiskFull, WindowsHandleDiskFull) || (OperatingSystem.IsMacOS() && Has(problem, QuotaOnMac));

    /// <summary>Whether the file system is read-only.</summary>
    public static bool IsReadOnly(Exception problem) => Has(problem, ReadOnly, WindowsWriteProtected);

    /// <summary>Whether another process holds the file.</summary>
    public static bool IsHeldElsewhere(Exception problem) => Has(problem, WouldBlockOnLinux, WouldBlockOnMac, WindowsSharingViolation);

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
