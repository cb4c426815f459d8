using System.Globalization;
using Ledger.Faults;
using Ledger.Files;

namespace Ledger.Log;

/// <summary>Tells what kind of trouble with the storage an exception reports. Stateless.</summary>
public static class StorageProblems
{
    /// <summary>The refusal that tells a caller; null when the exception is not about the storage.</summary>
    public static Refusal? Explain(Exception problem) => problem switch
    {
        StoreDamagedException { Place: { } place } => Refusal.At(
            LogFaults.EntryDamaged, "", $"位置：{Describe(place)}", $"Place: {Describe(place)}"),
        StoreDamagedException => Refusal.FromFault(LogFaults.EntryDamaged),
        StoreUnavailableException { InnerException: { } inner } => Explain(inner) ?? Refusal.FromFault(LogFaults.StorageFails),
        IOException or UnauthorizedAccessException => Refusal.FromFault(FileErrors.IsDiskFull(problem) ? LogFaults.DiskFull : LogFaults.StorageFails),
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
}
