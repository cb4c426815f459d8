using System.Text;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Offline;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Backups;

/// <summary>
/// Backs up a data directory. A node may run on it at the same time. For each department it copies the checkpoint first, then the log up to the size of
/// the checkpoint, then the subjects' keys. So every entry in the copy was public, and the copy has its key. It does not copy derived files (tiles,
/// <c>ledger.db</c>, <c>mirror.db</c>), the embedded chain, or the head locks, the lists of erased subjects and the codes of shares, which must never be restored. Stateless.
/// </summary>
public sealed class BackUpNode(IOfflineStores stores, TimeProvider clock)
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    /// <summary>Backs up a data directory. A department that cannot be backed up does not stop the others.</summary>
    /// <param name="data">The data directory.</param>
    /// <param name="target">The folder to create. It may exist if it is empty.</param>
    /// <param name="report">Receives the finished share, up to 1.</param>
    /// <param name="cancellationToken">Stops the copying. The target is then not a backup.</param>
    /// <returns>What was backed up, and which departments failed.</returns>
    /// <exception cref="FaultException">There is nothing to back up, or the target cannot be used.</exception>
    public BackupManifest Run(DataLayout data, string target, Action<double> report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(report);
        return DataProblems.Run(() => Copy(data, new DataLayout(target), report, cancellationToken));
    }

    /// <summary>Ensures that a backup can be written to a folder.</summary>
    /// <exception cref="FaultException">The folder is not empty.</exception>
    public static void EnsureEmpty(string target)
    {
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new FaultException(RunFaults.TargetNotEmpty, target);
        }
    }

    private BackupManifest Copy(DataLayout data, DataLayout copy, Action<double> report, CancellationToken cancellationToken)
    {
        EnsureEmpty(copy.Root);
        var departments = Departments(data);
        DurableFiles.CreateFolder(copy.Root, isSecret: true);
        var logs = new List<BackedUpLog>();
        var missing = new List<MissingLog>();
        foreach (var (done, department) in departments.Index())
        {
            try
            {
                logs.Add(CopyDepartment(department, data, copy, cancellationToken));
            }
            catch (Exception problem) when (IsOfOneDepartment(problem) && DataProblems.Explain(problem) is { } explained)
            {
                // A partial copy of a department is not a backup.
                missing.Add(new MissingLog(department, explained.Fault.Code, explained.Detail));
                if (Directory.Exists(copy.Department(department).Root))
                {
                    Directory.Delete(copy.Department(department).Root, recursive: true);
                }
            }

            report((done + 1d) / (departments.Count + 1));
        }

        foreach (var path in Settings(data))
        {
            cancellationToken.ThrowIfCancellationRequested();
            BackupFiles.CopyChanging(path, Path.Combine(copy.Root, Path.GetRelativePath(data.Root, path)));
        }

        var files = Directory.EnumerateFiles(copy.Root, "*", Everything).Order(StringComparer.Ordinal).Select(path => Measure(copy.Root, path));
        var manifest = new BackupManifest(clock.GetUtcNow(), logs, [.. files]) { Missing = missing };
        manifest.Write(copy.Root);
        report(1);
        return manifest;
    }

    private static bool IsOfOneDepartment(Exception problem) => problem is FileNotFoundException or DirectoryNotFoundException
        || (problem is FaultException { Fault: var fault } && (StoreFaults.IsDamage(fault) || fault == StoreFaults.TooNew || fault == StoreFaults.Foreign));

    private List<DepartmentId> Departments(DataLayout data) => Directory.Exists(data.Departments)
        ? [.. Directory.EnumerateDirectories(data.Departments).Order(StringComparer.Ordinal)
            .Select(path => DepartmentId.TryParse(Path.GetFileName(path), out var id) ? id : default)
            .Where(id => id != default && (File.Exists(data.Department(id).Checkpoint) || stores.HasLog(data, id)))]
        : throw new FaultException(RunFaults.NotADataDirectory, data.Root);

    private BackedUpLog CopyDepartment(DepartmentId id, DataLayout data, DataLayout copy, CancellationToken cancellationToken)
    {
        var (from, to) = (data.Department(id), copy.Department(id));
        BackupFiles.CopyChanging(from.Checkpoint, to.Checkpoint);
        var text = Encoding.UTF8.GetString(File.ReadAllBytes(to.Checkpoint));
        if (stores.FindOrigin(data, id) is not { } origin || !SignedNote.TryParse(text, out var note) || !Checkpoint.TryParse(note.Text, out var head)
            || head.Origin != origin)
        {
            throw new FaultException(StoreFaults.Damaged, $"The checkpoint {from.Checkpoint} is not that of the journal beside it.");
        }

        stores.Copy(data, id, head, copy, cancellationToken);
        foreach (var (path, target) in new[] { (from.SubjectKeys, to.SubjectKeys), (from.Erasures, to.Erasures), (from.Types, to.Types) })
        {
            if (File.Exists(path))
            {
                BackupFiles.CopyChanging(path, target);
            }
        }

        // Once the old chain is gone, these records exist nowhere else.
        foreach (var path in Directory.Exists(from.Migrations) ? Directory.EnumerateFiles(from.Migrations) : [])
        {
            if (Path.GetExtension(path) != ".tmp")
            {
                BackupFiles.CopyChanging(path, Path.Combine(to.Migrations, Path.GetFileName(path)));
            }
        }

        return new BackedUpLog(id, origin, head.Size, head.Root);
    }

    private static IEnumerable<string> Settings(DataLayout data) =>
    [
        .. Directory.Exists(data.Keys) ? Directory.EnumerateFiles(data.Keys, "*", Everything).Where(path => Path.GetExtension(path) != ".tmp") : [],
        .. new[] { data.Tokens, data.OperatorLog, data.DemoTokens, data.Example, data.SampleCityMark }.Where(File.Exists), // The log after the tokens, so it has every withdrawal that they have.
    ];

    private static BackedUpFile Measure(string folder, string path)
    {
        var (length, hash) = BackupFiles.Measure(path);
        return new BackedUpFile(Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), length, hash);
    }
}
