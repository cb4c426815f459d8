using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Purposes;
using Ledger.Verify.Faults;

namespace Ledger.UseCases.Residents;

/// <summary>
/// One page of a list of what a resident has in all departments of this node: opens their lists, merges them, and logs the look before anything is
/// shown. Used by one request.
/// </summary>
/// <param name="departments">The departments of this node.</param>
/// <param name="purposes">The published purposes.</param>
/// <param name="resident">The resident.</param>
internal sealed class OwnList(HostedDepartments departments, PurposeCatalogue purposes, Resident resident)
{
    private const int MostRead = 4000; // The limit for one page of one department: a resident can have many entries that are no rows.
    private const int LeastRead = 50;

    private readonly Dictionary<string, UnreadDepartment> _unread = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (HostedDepartment Department, SubjectHandle Subject)> _known = new(StringComparer.Ordinal);

    /// <summary>The departments that could not be read, by id.</summary>
    public IReadOnlyList<UnreadDepartment> Unread => [.. _unread.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value)];

    /// <summary>The departments that know the resident.</summary>
    public IEnumerable<(HostedDepartment Department, SubjectHandle Subject)> Known => _known.Values;

    /// <summary>Finds the departments that know the resident.</summary>
    public async ValueTask FindAsync(CancellationToken cancellationToken)
    {
        foreach (var down in departments.Down)
        {
            _unread[down.Profile.Id.ToString()] = new UnreadDepartment(down.Profile, LogFaults.DepartmentDown);
        }

        foreach (var department in departments.All)
        {
            try
            {
                if (await department.Subjects.FindAsync(resident.Identity, cancellationToken) is { } subject)
                {
                    _known[NameOf(department)] = (department, subject);
                }
            }
            catch (Exception problem) when (StorageProblems.Explain(problem) is { } refusal)
            {
                Report(department, refusal.Fault);
            }
        }
    }

    /// <summary>Opens the lists of the entries that are wanted. What is logged later, such as the look itself, is on no later page.</summary>
    /// <param name="cursor">Where each list goes on.</param>
    /// <param name="isWanted">Which entries are rows.</param>
    public IReadOnlyList<MergeSource<StoredEntry>> Open(PageCursor cursor, Func<StoredEntry, bool> isWanted) => [.. _known.Values.Select(one => new MergeSource<StoredEntry>(
        NameOf(one.Department), Math.Min(cursor.Find(one.Department.Profile.Id), one.Department.Log.Publisher.Published.Head.Size), (before, count, cancellationToken) => ReadAsync(one, isWanted, before, count, cancellationToken)))];

    /// <summary>The department of a list.</summary>
    public HostedDepartment DepartmentOf(MergeSource<StoredEntry> source) => _known[source.Name].Department;

    /// <summary>
    /// Logs the look in some departments, at the same time. A department that cannot log it shows nothing and is reported; one that is erasing the
    /// resident has nothing of hers any more.
    /// </summary>
    /// <param name="sources">The lists of these departments. The page of one that did not log the look is taken back.</param>
    /// <param name="form">The form of the look.</param>
    /// <param name="records">The records that are shown of a department.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The names of the departments that logged it.</returns>
    public async ValueTask<IReadOnlySet<string>> LogAsync(
        IReadOnlyList<MergeSource<StoredEntry>> sources, DisclosureForm form, Func<string, IEnumerable<RecordId>> records, CancellationToken cancellationToken)
    {
        var logged = new HashSet<string>(StringComparer.Ordinal);
        var faults = await Task.WhenAll(sources.Select(source => TryLogAsync(source.Name, form, records(source.Name), cancellationToken)));
        foreach (var (source, fault) in sources.Zip(faults))
        {
            if (fault is null)
            {
                logged.Add(source.Name);
                continue;
            }

            source.TakeBack();
            if (fault != SealingFaults.SubjectErased && fault != ErasureFaults.BeingErased)
            {
                Report(DepartmentOf(source), fault);
            }
        }

        return logged;
    }

    /// <summary>Reports a department that could not be read, or not wholly. The first reason counts.</summary>
    public void Report(HostedDepartment department, Fault fault) => _unread.TryAdd(NameOf(department), new UnreadDepartment(department.Profile, fault));

    /// <summary>The cursor of the page after this one. Null if every list that can be read is at its end.</summary>
    public string? FindNext(IReadOnlyList<MergeSource<StoredEntry>> sources)
    {
        foreach (var failed in sources.Where(source => source.Failure is not null))
        {
            Report(DepartmentOf(failed), failed.Failure!); // Not null by the line above.
        }

        return sources.All(source => source.IsAtEnd || source.IsTakenBack || source.Failure is not null) ? null
            : (PageCursor.First with { Positions = PageCursor.First.Positions.AddRange(sources.Select(source => KeyValuePair.Create(source.Name, source.Position))) }).ToString();
    }

    private static string NameOf(HostedDepartment department) => department.Profile.Id.ToString();

    private async Task<Fault?> TryLogAsync(string name, DisclosureForm form, IEnumerable<RecordId> records, CancellationToken cancellationToken)
    {
        var (department, subject) = _known[name];
        try
        {
            var logged = await department.Disclosures.LogAsync(subject, resident.Describe(purposes, form, records, []), cancellationToken);
            return logged.Refusal?.Fault;
        }
        catch (Exception problem) when (StorageProblems.Explain(problem) is { } refusal)
        {
            return refusal.Fault;
        }
    }

    private async ValueTask<MergePart<StoredEntry>> ReadAsync(
        (HostedDepartment Department, SubjectHandle Subject) of, Func<StoredEntry, bool> isWanted, long before, int count, CancellationToken cancellationToken)
    {
        var rows = new List<MergeRow<StoredEntry>>();
        var size = Math.Max(count, LeastRead);
        for (var read = 0; read < MostRead; read += size)
        {
            var page = await ReadableEntries.ListBySubjectAsync(of.Department.Store, of.Subject, before, size, cancellationToken);
            if (!page.Damaged.IsEmpty)
            {
                Report(of.Department, LogFaults.EntryDamaged);
            }

            foreach (var entry in page.Entries.Where(isWanted))
            {
                rows.Add(new MergeRow<StoredEntry>(entry.Index, entry.At, entry));
                if (rows.Count == count)
                {
                    return new MergePart<StoredEntry>(rows, entry.Index);
                }
            }

            if (page.Entries.Length + page.Damaged.Length < size)
            {
                return new MergePart<StoredEntry>(rows, null);
            }

            before = page.Entries.Select(entry => entry.Index).Concat(page.Damaged).Min();
        }

        return new MergePart<StoredEntry>(rows, before);
    }
}
