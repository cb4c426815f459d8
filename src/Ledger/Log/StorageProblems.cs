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
    /// Describes an exception for a log line. For an exception about files: its message, which contains only paths and places. For another fault:
    /// its code and its title. For any other exception: only its type, because its message may quote a request.
    /// </summary>
    public static string Describe(Exception problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem switch
        {
            FaultException damaged when StoreFaults.IsDamage(damaged.Fault) => $"{damaged.Fault.Code}: {damaged.Detail}",
            FaultException { InnerException: { } inner, Fault: var fault } => $"{fault.Code}: {fault.Title.En} Cause: {Describe(inner)}",
            FaultException { Fault: var fault } => $"{fault.Code}: {fault.Title.En}",
            IOException or UnauthorizedAccessException => problem.Message,
            { InnerException: { } inner } => $"{FaultException.GetName(problem)}, caused by: {Describe(inner)}",
            _ => FaultException.GetName(problem),
        };
    }
}
