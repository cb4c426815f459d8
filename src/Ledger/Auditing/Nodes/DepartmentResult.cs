using System.Diagnostics;
using Ledger.Faults;
using Ledger.Verify.Chain;

namespace Ledger.Auditing.Nodes;

/// <summary>What the audit of one department found. Written only by its auditor; read after the audit has ended.</summary>
/// <param name="department">The department.</param>
public sealed class DepartmentResult(NodeDepartment department)
{
    private const int MostKept = 200;

    private readonly List<LogFinding> _findings = [];
    private readonly List<Unchecked> _unchecked = [];

    /// <summary>The department.</summary>
    public NodeDepartment Department { get; } = department;

    /// <summary>Whether it was due and the node does not name it.</summary>
    public bool IsUnlisted => _unchecked.Any(one => one.Fault == ChainAuditFaults.DepartmentGone || one.Fault == ChainAuditFaults.DepartmentNotListed);

    /// <summary>What the registry says; null when it knows no such department or was not reached.</summary>
    public DepartmentFacts? Registered { get; internal set; }

    public SignedCheckpoint? Head { get; internal set; }

    /// <summary>The head of an earlier audit that this one was compared with.</summary>
    public SignedCheckpoint? Remembered { get; internal set; }

    public LogContents? Contents { get; internal set; }

    /// <summary>The chains it has left, oldest first.</summary>
    public IReadOnlyList<LeftResult> Left { get; internal set; } = [];

    /// <summary>How much of the log was due and done; null when its head is not known.</summary>
    public LogAuditCounts? Log { get; internal set; }

    /// <summary>The anchors of all its chains against the log; null when they are not known.</summary>
    public WorkCount? Anchors { get; internal set; }

    /// <summary>The status changes of its chains and of its log against each other; null when they are not known.</summary>
    public WorkCount? Statuses { get; internal set; }

    /// <summary>How many anchored sizes on the trusted chain were compared and agree.</summary>
    public int AnchorsAgreeing { get; internal set; }

    public AnchorFacts? NewestAnchor { get; internal set; }

    public long StatusesOnChain { get; internal set; }

    /// <summary>Statuses that were logged less than a minute ago and are not on the chain yet.</summary>
    public int StatusesPending { get; internal set; }

    public RecordCounts Records { get; internal set; } = new();

    /// <summary>Whether bundles were to be checked: tokens were given.</summary>
    public bool AreRecordsAsked { get; internal set; }

    /// <summary>Whether bundles were asked for: there was a token for it.</summary>
    public bool IsWithRecords { get; internal set; }

    /// <summary>What was due, done and missing of each kind of work; null where that is not known, or was not asked for.</summary>
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

    /// <summary>Findings beyond the first two hundred.</summary>
    public long FindingsLeftOut { get; private set; }

    public IReadOnlyList<Unchecked> Unchecked => _unchecked;

    /// <summary>Findings outweigh what is missing. What was not asked for does not count as missing.</summary>
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

    internal void CouldNot(Fault fault, string detail)
    {
        if (!_unchecked.Any(one => one.Fault == fault && one.Detail == detail))
        {
            _unchecked.Add(new Unchecked(fault, detail));
        }
    }

    /// <summary>Measures a part of the work.</summary>
    internal static async Task<(T Value, TimeSpan Time)> TimedAsync<T>(Func<Task<T>> work)
    {
        var watch = Stopwatch.StartNew();
        var value = await work();
        return (value, watch.Elapsed);
    }
}
