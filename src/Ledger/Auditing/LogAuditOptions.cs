using Ledger.Verify.Faults;

namespace Ledger.Auditing;

/// <summary>Options of an audit.</summary>
public sealed record LogAuditOptions
{
    /// <summary>Sizes at which to compute the root, in any order. Sizes above the log's size give no root.</summary>
    public IReadOnlyCollection<long> RootsAt { get; init; } = [];

    /// <summary>Receives the entries in order. Unreadable entry bundles are left out, so <see cref="AuditedEntries.First"/> may jump.</summary>
    public Func<AuditedEntries, CancellationToken, ValueTask>? Visit { get; init; }

    /// <summary>
    /// Converts an exception of the port to the reason why a file could not be read. Null ends the audit with the exception. Without this option
    /// every exception ends the audit.
    /// </summary>
    public Func<Exception, FaultException?>? Recognise { get; init; }

    /// <summary>Receives the number of entries done and the number due.</summary>
    public Action<long, long>? Progress { get; init; }

    /// <summary>How many entry bundles to read and hash in parallel. Each can hold 16 MiB. Default 8, range 1 to 64.</summary>
    public int ReadAhead { get; init; } = 8;
}
