using System.Globalization;
using Ledger.Faults;
using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Log;

/// <summary>Classifies exceptions of the storage. Stateless.</summary>
public static class StorageProblems
{
    /// <summary>The refusal for a caller. Null if the exception is not about the storage.</summary>
    public static Refusal? Explain(Exception problem) => problem switch
    {
        StoreDamagedException { Place: { } place } => Refusal.At(
            LogFaults.EntryDamaged, "", $"位置：{Describe(place)}", $"Place: {Describe(place)}"),
        StoreDamagedException => Refusal.FromFault(LogFaults.EntryDamaged),
        StoreUnavailableException { InnerException: { } inner } => Explain(inner) ?? Refusal.FromFault(LogFaults.StorageFails),
        IOException or UnauthorizedAccessException => Refusal.FromFault(FileErrors.IsDiskFull(problem) ? LogFaults.DiskFull : LogFaults.StorageFails),
        _ => null,
    };

    /// <summary>Describes a place for people and log lines.</summary>
    public static string Describe(DamagePlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return place.Entry is { } entry
            ? string.Create(CultureInfo.InvariantCulture, $"{place.File}, byte {place.Offset}, entry {entry}")
            : string.Create(CultureInfo.InvariantCulture, $"{place.File}, byte {place.Offset}");
    }

    /// <summary>
    /// Describes an exception for a log line. For an exception about files: its message, which contains only paths and places. For any other
    /// exception: only its type, because its message may quote a request.
    /// </summary>
    public static string Describe(Exception problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem is IOException or UnauthorizedAccessException or StoreDamagedException
            ? $"{problem.GetType().Name}: {problem.Message}"
            : problem.InnerException is { } inner ? $"{problem.GetType().Name} after {Describe(inner)}" : problem.GetType().Name;
    }
}
