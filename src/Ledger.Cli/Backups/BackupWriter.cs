using System.Text;
using Ledger.Departments;
using Ledger.Faults;
using Ledger.Files;
using Ledger.Store.LiteDb.Copying;
using Ledger.Verify.Notes;

namespace Ledger.Cli.Backups;

/// <summary>
/// Backs up a data directory, whether or not a node runs on it. For each department first the checkpoint, then the journal up to exactly what
/// that covers, then the subjects' keys: whatever is written meanwhile, what the copy holds was public and has its keys. Not copied is what
/// can be made anew (tiles, <c>ledger.db</c>, <c>mirror.db</c>), the embedded chain, and the head locks, which must never be restored.
/// </summary>
internal sealed class BackupWriter(DataLayout data, string target)
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    private readonly DataLayout _copy = new(target);

    /// <exception cref="CouldNotRunException">There is nothing to back up, or nowhere to.</exception>
    /// <returns>What was backed up, and which departments could not be.</returns>
    public BackupManifest Run(Action<double> report, CancellationToken cancellationToken)
    {
        var departments = Departments();
        DurableFiles.CreateFolder(target, isSecret: true);
        var logs = new List<BackedUpLog>();
        var missing = new List<MissingLog>();
        foreach (var (done, department) in departments.Index())
        {
            try
            {
                logs.Add(CopyDepartment(department, cancellationToken));
            }
            catch (Exception problem) when (IsOfOneDepartment(problem) && Guarded.Explain(problem) is { } explained)
            {
                // Half of a department is no backup of it; the others must not wait for its repair.
                missing.Add(new MissingLog(department, explained.Fault.Code, explained.Detail));
                if (Directory.Exists(_copy.Department(department).Root))
                {
                    Directory.Delete(_copy.Department(department).Root, recursive: true);
                }
            }

            report((done + 1d) / (departments.Count + 1));
        }

        foreach (var path in Settings())
        {
            cancellationToken.ThrowIfCancellationRequested();
            BackupFiles.CopyChanging(path, Path.Combine(target, Path.GetRelativePath(data.Root, path)));
        }

        var manifest = new BackupManifest(TimeProvider.System.GetUtcNow(), logs, [.. Directory.EnumerateFiles(target, "*", Everything).Order(StringComparer.Ordinal).Select(Measure)]) { Missing = missing };
        manifest.Write(target);
        report(1);
        return manifest;
    }

    private static bool IsOfOneDepartment(Exception problem) =>
        problem is StoreDamagedException or StoreTooNewException or StoreForeignException or FileNotFoundException or DirectoryNotFoundException;

    private List<DepartmentId> Departments() => Directory.Exists(data.Departments)
        ? [.. Directory.EnumerateDirectories(data.Departments).Order(StringComparer.Ordinal)
            .Select(path => DepartmentId.TryParse(Path.GetFileName(path), out var id) ? id : default)
            .Where(id => id != default && (File.Exists(data.Department(id).Checkpoint) || Directory.Exists(Path.Combine(data.Department(id).Root, JournalCopy.FolderName))))]
        : throw new CouldNotRunException(RunFaults.NotADataDirectory, data.Root);

    private BackedUpLog CopyDepartment(DepartmentId id, CancellationToken cancellationToken)
    {
        var (from, to) = (data.Department(id), _copy.Department(id));
        BackupFiles.CopyChanging(from.Checkpoint, to.Checkpoint);
        var text = Encoding.UTF8.GetString(File.ReadAllBytes(to.Checkpoint));
        if (JournalCopy.FindOrigin(from.Root) is not { } origin || !SignedNote.TryParse(text, out var note) || !Checkpoint.TryParse(note.Text, out var head)
            || head.Origin != origin)
        {
            throw new StoreDamagedException($"The checkpoint {from.Checkpoint} is not that of the journal beside it.");
        }

        JournalCopy.Copy(from.Root, origin, head.Size, head.Root, to.Root, cancellationToken);
        foreach (var (path, copy) in new[] { (from.SubjectKeys, to.SubjectKeys), (from.Types, to.Types) })
        {
            if (File.Exists(path))
            {
                BackupFiles.CopyChanging(path, copy);
            }
        }

        // They can be made from nothing else once the chain they are about is gone.
        foreach (var path in Directory.Exists(from.Migrations) ? Directory.EnumerateFiles(from.Migrations) : [])
        {
            if (Path.GetExtension(path) != ".tmp")
            {
                BackupFiles.CopyChanging(path, Path.Combine(to.Migrations, Path.GetFileName(path)));
            }
        }

        return new BackedUpLog(id, origin, head.Size, head.Root);
    }

    private IEnumerable<string> Settings() =>
    [
        .. Directory.Exists(data.Keys) ? Directory.EnumerateFiles(data.Keys, "*", Everything).Where(path => Path.GetExtension(path) != ".tmp") : [],
        .. new[] { data.Tokens, data.OperatorLog, data.DemoTokens, data.Example, data.SampleCityMark }.Where(File.Exists), // The log after the list: it knows of every withdrawal.
    ];

    private BackedUpFile Measure(string path)
    {
        var (length, hash) = BackupFiles.Measure(path);
        return new BackedUpFile(Path.GetRelativePath(target, path).Replace(Path.DirectorySeparatorChar, '/'), length, hash);
    }
}
