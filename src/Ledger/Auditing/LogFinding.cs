using System.Globalization;
using Ledger.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>One thing that is wrong with a log, and where.</summary>
/// <param name="Fault">What.</param>
/// <param name="Path">The file.</param>
public sealed record LogFinding(Fault Fault, string Path)
{
    /// <summary>The first entry it concerns; null when it concerns the whole file.</summary>
    public long? First { get; init; }

    /// <summary>The last entry it concerns.</summary>
    public long? Last { get; init; }

    /// <summary>The other file, where two do not agree and nothing says which is right.</summary>
    public string? Beside { get; init; }

    /// <summary>Numbers that say more, in both languages.</summary>
    public LocalizedText? Detail { get; init; }

    /// <summary>The whole sentence, its place included but for the file.</summary>
    public LocalizedText Sentence => new(
        Fault.Title.Zh[..^1] + Joined("（", "；", "）", EntriesZh, Beside, Detail?.Zh) + "。",
        Fault.Title.En[..^1] + Joined(" (", "; ", ")", EntriesEn, Beside, Detail?.En) + ".");

    private string? EntriesEn => First is not { } first ? null
        : first == Last ? string.Create(CultureInfo.InvariantCulture, $"entry {first}")
        : string.Create(CultureInfo.InvariantCulture, $"entries {first} to {Last}");

    private string? EntriesZh => First is not { } first ? null
        : first == Last ? string.Create(CultureInfo.InvariantCulture, $"条目 {first}")
        : string.Create(CultureInfo.InvariantCulture, $"条目 {first} 至 {Last}");

    private static string Joined(string open, string between, string close, params IEnumerable<string?> parts)
    {
        var said = string.Join(between, parts.Where(part => part is not null));
        return said.Length == 0 ? "" : open + said + close;
    }
}

/// <summary>Entries of the log in order, as an audit passes them.</summary>
/// <param name="First">The index of the first.</param>
/// <param name="Texts">Their bytes. Valid during the call only.</param>
public readonly record struct PassedEntries(long First, IReadOnlyList<ReadOnlyMemory<byte>> Texts);

/// <summary>What an audit shall do besides.</summary>
public sealed record LogAuditOptions
{
    /// <summary>Sizes at which the root is wanted, in any order; those above the log's size stay without answer.</summary>
    public IReadOnlyCollection<long> RootsAt { get; init; } = [];

    /// <summary>
    /// Sees the entries in order. A file of entries that cannot be read is left out, so <see cref="PassedEntries.First"/> may jump.
    /// </summary>
    public Func<PassedEntries, CancellationToken, ValueTask>? Visit { get; init; }

    /// <summary>
    /// Says why a file could not be read when the port threw this; null when it is something else, which ends the audit. Without it every
    /// exception does.
    /// </summary>
    public Func<Exception, UnreadReason?>? Recognise { get; init; }

    /// <summary>Hears how many entries of how many are done.</summary>
    public Action<long, long>? Progress { get; init; }

    /// <summary>How many files of entries are read and hashed at once; each may hold 16 MiB. Default 8, range 1 to 64.</summary>
    public int ReadAhead { get; init; } = 8;
}

/// <summary>The result of an audit. No findings and complete: every entry, every tile and the signed root agree.</summary>
public sealed record LogAuditReport
{
    /// <summary>The head that was audited; null when the checkpoint is not one this key signed.</summary>
    public SignedCheckpoint? Head { get; init; }

    /// <summary>What is wrong: first what concerns the whole log, then the files in the order of the log. At most a hundred places.</summary>
    public required IReadOnlyList<LogFinding> Findings { get; init; }

    /// <summary>What is due and could not be read, in the order of the log. At most a hundred files.</summary>
    public IReadOnlyList<UnreadFile> Unread { get; init; } = [];

    /// <summary>How much was due and how much was done.</summary>
    public LogAuditCounts Counts { get; init; } = LogAuditCounts.None;

    /// <summary>Whether all that was due was read. Without it, no findings mean little.</summary>
    public bool IsComplete => Counts.IsComplete && Unread.Count == 0;

    /// <summary>Whether the files hash to the signed root, as far as one damaged file beside another that is right allows to say.</summary>
    public bool IsRootConfirmed { get; init; }

    /// <summary>
    /// The root at each size that was asked for. Where <see cref="IsRootConfirmed"/> holds these are the roots of the history that was
    /// signed; else they are only what the files give.
    /// </summary>
    public IReadOnlyDictionary<long, Digest> RootsAt { get; init; } = new Dictionary<long, Digest>();
}
