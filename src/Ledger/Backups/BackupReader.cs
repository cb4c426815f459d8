using Ledger.Departments;
using Ledger.Files;
using Ledger.Offline;
using Ledger.Verify.Faults;

namespace Ledger.Backups;

/// <summary>Copies a backup into a new data directory, checks every file against the manifest, and checks every byte of the logs. Stateless.</summary>
public sealed class BackupReader(IOfflineStores stores)
{
    /// <exception cref="FaultException">A file is missing or differs from the manifest, or the target is not empty.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a journal is damaged. Delete the target then.</exception>
    public void Restore(BackupManifest manifest, string backup, string target, Action<double> report, CancellationToken cancellationToken)
    {
        EnsureWhole(manifest, backup);
        BackUpNode.EnsureEmpty(target);

        var total = Math.Max(1, manifest.Files.Sum(file => file.Length));
        var done = 0L;
        DurableFiles.CreateFolder(target, isSecret: true);
        foreach (var file in manifest.Files)
        {
            var copied = BackupFiles.Copy(GetPath(backup, file), GetPath(target, file), cancellationToken);
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
            var head = stores.Check(data, log.Department, log.Origin, cancellationToken);
            if (head.Size != log.Size || head.Root != log.Root)
            {
                throw new FaultException(StoreFaults.Damaged, $"The journal of {log.Origin} ends after {head.Size} entries and not as the manifest says.");
            }
        }
    }

    // Runs before anything is written. Missing files and wrong lengths reveal most damage.
    private static void EnsureWhole(BackupManifest manifest, string backup)
    {
        foreach (var file in manifest.Files)
        {
            var there = new FileInfo(GetPath(backup, file));
            if (!there.Exists || there.Length != file.Length)
            {
                throw new FaultException(RunFaults.BackupDiffers, file.Path);
            }
        }
    }

    private static string GetPath(string folder, BackedUpFile file) => Path.Combine(folder, file.Path.Replace('/', Path.DirectorySeparatorChar));
}
