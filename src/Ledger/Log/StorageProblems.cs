using System.Globalization;
using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Log;

/// <summary>Classifies exceptions of the storage. Stateless.</summary>
public static class StorageProblems
{
    /// <summary>The refusal for a caller. Null if the exception is not about the storage.</summary>
    public static Refusal? Explain(Exception problem) => problem switch
    {
        FaultException damaged when StoreFaults.IsDamage(damaged.Fault) => damaged.Place is { } place
            ? Refusal.At(LogFaults.EntryDamaged, "", $"位置：{Describe(place)}", $"Place: {Describe(place)}")
            : Refusal.FromFault(LogFaults.EntryDamaged),
        FaultException { InnerException: { } inner } unavailable when unavailable.Fault == LogFaults.StorageFails =>
            Explain(inner) ?? Refusal.FromFault(LogFaults.StorageFails),
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
    /// exception: only its type or its code, because its message may quote a request.
    /// </summary>
    public static string Describe(Exception problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem switch
        {
            FaultException damaged when StoreFaults.IsDamage(damaged.Fault) => $"{NameOf(damaged)}: {damaged.Detail}",
            IOException or UnauthorizedAccessException => $"{NameOf(problem)}: {problem.Message}",
            { InnerException: { } inner } => $"{NameOf(problem)} after {Describe(inner)}",
            _ => NameOf(problem),
        };
    }

    /// <summary>The code of an exception, for a log line; without a code, its type.</summary>
    public static string NameOf(Exception problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem is FaultException { Fault.Code: var code } ? code : problem.GetType().Name;
    }
}
