using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Auditing;

/// <summary>
/// Collects the contents of a department's entries during an audit, and checks the rules that the log writer keeps. Needs about sixty bytes for each
/// record. Used by one thread at a time.
/// </summary>
public sealed class LogContents
{
    private const int MostReported = 100;

    private readonly List<LoggedRecord> _records = [];
    private readonly HashSet<Guid> _issued = [];
    private readonly Dictionary<Guid, List<LoggedStatus>> _statuses = [];
    private readonly List<LogFinding> _findings = [];
    private readonly Dictionary<long, long> _timeAtSize = [];
    private long _next;
    private long _newest;

    /// <summary>The records, in the order of issue.</summary>
    public IReadOnlyList<LoggedRecord> Records => _records;

    /// <summary>The status changes of each record that has any, oldest first.</summary>
    public IReadOnlyDictionary<Guid, List<LoggedStatus>> Statuses => _statuses;

    public long StatusEntries { get; private set; }

    /// <summary>The number of other entries: disclosures, keys, moves, erasures and requests.</summary>
    public long OtherEntries { get; private set; }

    /// <summary>The index of the last move to another chain. Null if there was none.</summary>
    public long? LastMove { get; private set; }

    /// <summary>The index of the last erasure. Null if there was none. The log does not say whose data was erased.</summary>
    public long? LastErasure { get; private set; }

    /// <summary>Where the entries break a rule. At most a hundred findings.</summary>
    public IReadOnlyList<LogFinding> Findings => _findings;

    /// <summary>False if entries were skipped. Then the absence of an entry means nothing.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The sizes of the log for which <see cref="TimeAtSize"/> is wanted.</summary>
    public IReadOnlySet<long> TimesAtSizes { get; init; } = System.Collections.Frozen.FrozenSet<long>.Empty;

    /// <summary>For each wanted size that was reached: the <c>at</c> of the last entry below it, in milliseconds since 1970 UTC.</summary>
    public IReadOnlyDictionary<long, long> TimeAtSize => _timeAtSize;

    /// <summary>Receives the entries in order. For <see cref="LogAuditOptions.Visit"/>.</summary>
    public ValueTask VisitAsync(AuditedEntries passed, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IsWhole &= passed.First == _next;
        for (var i = 0; i < passed.Texts.Count; i++)
        {
            if (LogEntry.TryParse(passed.Texts[i], out var entry))
            {
                Add(passed.First + i, entry);
            }
            else
            {
                Report(ChainAuditFaults.EntryMalformed, "entry", passed.First + i);
            }
        }

        _next = passed.First + passed.Texts.Count;
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the collection with the size of the log. If fewer entries were visited, <see cref="IsWhole"/> becomes false.</summary>
    public void End(long size) => IsWhole &= _next == size;

    private void Add(long index, LogEntry entry)
    {
        if (entry.At < _newest)
        {
            Report(ChainAuditFaults.TimeWentBack, "entry", index);
        }

        _newest = Math.Max(_newest, entry.At);
        if (TimesAtSizes.Contains(index + 1))
        {
            _timeAtSize[index + 1] = entry.At;
        }

        var record = Guid.ParseExact(entry.Id, "D");
        switch (entry.Kind)
        {
            case EntryKind.Certificate or EntryKind.Decision or EntryKind.Consent:
                _records.Add(new LoggedRecord(index, record, entry.At));
                if (!_issued.Add(record))
                {
                    Report(ChainAuditFaults.RecordTwice, FormatPlace(record), index);
                }

                break;
            case EntryKind.Status:
                AddStatus(index, record, entry);
                break;
            default:
                OtherEntries++;
                LastMove = entry.Kind is EntryKind.Migration ? index : LastMove;
                LastErasure = entry.Kind is EntryKind.Erasure ? index : LastErasure;
                break;
        }
    }

    private void AddStatus(long index, Guid record, LogEntry entry)
    {
        StatusEntries++;
        if (IsWhole && !_issued.Contains(record))
        {
            Report(ChainAuditFaults.RecordUnknown, FormatPlace(record), index);
        }

        if (!_statuses.TryGetValue(record, out var changes))
        {
            _statuses.Add(record, changes = []);
        }

        var status = entry.Status!.Value; // An entry of this kind always has one.
        var before = changes.Count == 0 ? EntryStatus.Active : changes[^1].Status;
        if (IsWhole && (before > EntryStatus.Suspended || before == status))
        {
            Report(ChainAuditFaults.StatusOrder, FormatPlace(record), index);
        }

        changes.Add(new LoggedStatus(index, status, entry.At));
    }

    internal static string FormatPlace(Guid record) => $"record/{record:D}";

    private void Report(Fault fault, string place, long index)
    {
        if (_findings.Count < MostReported)
        {
            _findings.Add(new LogFinding(fault, place) { First = index, Last = index });
        }
    }
}
