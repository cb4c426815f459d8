using System.Collections.Immutable;
using System.Globalization;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using static Ledger.Verify.Verdicts.Check;

namespace Ledger.Verify.Verdicts;

/// <summary>Determines the status of a record at the time that a verdict is about. Immutable.</summary>
/// <param name="statuses">The status changes on chain, oldest first.</param>
/// <param name="asOf">The time asked about.</param>
/// <param name="isAhead">Whether that time is later than everything that is known.</param>
internal sealed class StatusJudge(Answer<ImmutableArray<StatusChangeFacts>> statuses, DateTimeOffset asOf, bool isAhead)
{
    /// <summary>Returns the status, or null when it is not known. For a time ahead only a final status is known.</summary>
    public StatusAsOf? Find()
    {
        if (!statuses.IsKnown)
        {
            return null;
        }

        var last = statuses.Value.LastOrDefault(change => change.At <= asOf);
        return isAhead && last is not { Status: EntryStatus.Revoked or EntryStatus.Superseded or EntryStatus.Withdrawn } ? null
            : last is null ? new StatusAsOf(EntryStatus.Active, null, null) : new StatusAsOf(last.Status, last.At, OnChainId.ToRecord(last.Successor));
    }

    /// <summary>Checks whether the record is in force.</summary>
    public Check Check()
    {
        if (Find() is not { } current)
        {
            return isAhead ? NotRun(CheckName.Status, Findings.AsOfAhead) : NotRun(CheckName.Status, Findings.SourceSilent, statuses.Problem);
        }

        var finding = current.Status switch
        {
            EntryStatus.Active => null,
            EntryStatus.Suspended => Findings.Suspended,
            EntryStatus.Revoked => Findings.Revoked,
            EntryStatus.Superseded => Findings.Superseded,
            EntryStatus.Withdrawn => Findings.Withdrawn,
            _ => Findings.StatusUnknown,
        };
        if (finding is null)
        {
            return Passed(CheckName.Status);
        }

        // An unknown status number is not a reason to reject a record.
        var since = current.Since is { } time ? Utc(time) : "";
        return finding == Findings.StatusUnknown
            ? NotRun(CheckName.Status, finding)
            : Failed(CheckName.Status, finding, current.Successor is { } successor ? $"since {since}, successor {successor:D}" : $"since {since}");
    }

    /// <summary>Writes a time as in reports, to the second.</summary>
    public static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
