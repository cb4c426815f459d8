using Ledger.Departments;
using Ledger.Files;
using Ledger.Offline;
using Ledger.Verify.Faults;

namespace Ledger.Backups;

/// <summary>Puts a backup into a new data directory, checks every file against the manifest and reads every byte of the logs. Stateless.</summary>
public sealed class BackupReader(IOfflineStores stores)
{
    /// <exception cref="FaultException">A file is missing or another than it was, or the target is not empty.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a journal is damaged; the target is then to be thrown away.</exception>
    public void Restore(BackupManifest manifest, string backup, string target, Action<double> report, CancellationToken cancellationToken)
    {
        EnsureWhole(manifest, backup);
        BackUpNode.EnsureEmpty(target);

        var total = Math.Max(1, manifest.Files.Sum(file => file.Length));
        var done = 0L;
        DurableFiles.CreateFolder(target, isSecret: true);
        foreach (var file in manifest.Files)
        {
            var copied = BackupFiles.Copy(PathOf(backup, file), PathOf(target, file), cancellationToken);
            if (copied != (file.Length, file.Hash))
            {
                throw new FaultException(RunFaults.BackupDiffers, file.Path);
            }

            done += file.Length;
            report((double)done / total);
        }

        var data = new DataLayout(target);
        foreach (var log in manifest.Logs)
        {
            var head = stores.Check(data.Department(log.Department).Root, log.Origin, cancellationToken);
            if (head.Size != log.Size || head.Root != log.Root)
            {
                throw new FaultException(StoreFaults.Damaged, $"The journal of {log.Origin} ends after {head.Size} entries and not as the manifest says.");
            }
        }
    }

    // Before anything is written: most of what can be wrong with a backup shows in what is there and how long it is.
    private static void EnsureWhole(BackupManifest manifest, string backup)
    {
        foreach (var file in manifest.Files)
        {
            var there = new FileInfo(PathOf(backup, file));
            if (!there.Exists || there.Length != file.Length)
            {
                throw new FaultException(RunFaults.BackupDiffers, file.Path);
            }
        }
    }

    private static string PathOf(string folder, BackedUpFile file) => Path.Combine(folder, file.Path.Replace('/', Path.DirectorySeparatorChar));
}
