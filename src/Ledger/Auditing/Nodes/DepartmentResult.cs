using System.Diagnostics;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Auditing.Nodes;

/// <summary>The findings of the audit of one department. Only its auditor writes it. Others read it after the audit.</summary>
/// <param name="department">The department.</param>
public sealed class DepartmentResult(NodeDepartment department)
{
    private const int MostKept = 200;

    private readonly List<LogFinding> _findings = [];
    private readonly List<UncheckedItem> _unchecked = [];

    /// <summary>The department.</summary>
    public NodeDepartment Department { get; } = department;

    /// <summary>Whether the department was due but the node does not list it.</summary>
    public bool IsUnlisted => _unchecked.Any(one => one.Fault == ChainAuditFaults.DepartmentGone || one.Fault == ChainAuditFaults.DepartmentNotListed);

    /// <summary>The registry's facts. Null if the registry has no such department or was not reached.</summary>
    public DepartmentFacts? Registered { get; internal set; }

    public SignedCheckpoint? Head { get; internal set; }

    /// <summary>The head of an earlier audit that was compared with this one.</summary>
    public SignedCheckpoint? Remembered { get; internal set; }

    public LogContents? Contents { get; internal set; }

    /// <summary>The chains that the department left, oldest first.</summary>
    public IReadOnlyList<RetiredChainResult> Left { get; internal set; } = [];

    /// <summary>How much of the log was due and read. Null if its head is unknown.</summary>
    public LogAuditCounts? Log { get; internal set; }

    /// <summary>The anchors of all its chains, compared with the log. Null if they are unknown.</summary>
    public WorkCount? Anchors { get; internal set; }

    /// <summary>The status changes of its chains and its log, compared with each other. Null if they are unknown.</summary>
    public WorkCount? Statuses { get; internal set; }

    /// <summary>How many anchors on the trusted chain agree with the log.</summary>
    public int AnchorsAgreeing { get; internal set; }

    public AnchorFacts? NewestAnchor { get; internal set; }

    public long StatusesOnChain { get; internal set; }

    /// <summary>Statuses that were logged less than a minute ago and are not on chain yet.</summary>
    public int StatusesPending { get; internal set; }

    public RecordCounts Records { get; internal set; } = new();

    /// <summary>Whether bundles had to be checked, because tokens were given.</summary>
    public bool AreRecordsAsked { get; internal set; }

    /// <summary>Whether bundles of this department were fetched, because there was a token for it.</summary>
    public bool IsWithRecords { get; internal set; }

    /// <summary>The work of each kind. Null if the amount is unknown or the work was not requested.</summary>
    public IReadOnlyList<(string Name, LocalizedText Text, WorkCount? Work)> Counts =>
    [
        ("entries", new("日志条目", "Entries of the log"), Log is { } log ? new WorkCount(log.EntriesDue, log.EntriesDone) : null),
        ("files", new("日志文件", "Files of the log"), Log is { } files ? new WorkCount(files.FilesDue, files.FilesDone) : null),
        ("anchors", new("链上的锚定", "Anchors on the chain"), Anchors),
        ("statuses", new("状态变更", "Status changes"), Statuses),
        ("records", new("记录的凭证包", "Bundles of records"), AreRecordsAsked && Contents is not null ? Records.Work : null),
    ];

    public TimeSpan LogTime { get; internal set; }

    public TimeSpan RecordsTime { get; internal set; }

    public IReadOnlyList<LogFinding> Findings => _findings;

    /// <summary>The number of findings beyond the first two hundred.</summary>
    public long FindingsLeftOut { get; private set; }

    public IReadOnlyList<UncheckedItem> Unchecked => _unchecked;

    /// <summary>Findings outweigh unchecked parts. Work that was not requested does not count as unchecked.</summary>
    public AuditVerdict Verdict => _findings.Count > 0 ? AuditVerdict.Findings
        : _unchecked.Any(one => one.Fault != ChainAuditFaults.NoTokens) || Counts.Any(count => count.Work is { Missing: not 0 }) ? AuditVerdict.CouldNotBeChecked
        : AuditVerdict.Agrees;

    internal void Add(params IEnumerable<LogFinding> findings)
    {
        foreach (var finding in findings)
        {
            if (_findings.Count < MostKept)
            {
                _findings.Add(finding);
            }
            else
            {
                FindingsLeftOut++;
            }
        }
    }

    internal void AddUnchecked(Fault fault, string detail)
    {
        if (!_unchecked.Any(one => one.Fault == fault && one.Detail == detail))
        {
            _unchecked.Add(new UncheckedItem(fault, detail));
        }
    }

    /// <summary>Runs a part of the work and measures its time.</summary>
    internal static async Task<(T Value, TimeSpan Time)> TimedAsync<T>(Func<Task<T>> work)
    {
        var watch = Stopwatch.StartNew();
        var value = await work();
        return (value, watch.Elapsed);
    }
}
