using System.ComponentModel.DataAnnotations;

namespace Ledger.Web.Settings;

/// <summary>Where a node keeps its state, and the key that encrypts it.</summary>
internal sealed class StorageOptions
{
    /// <summary>The folder with all state, relative to the working directory.</summary>
    [Required(ErrorMessage = "Ledger:DataDirectory is empty.")]
    public string DataDirectory { get; set; } = "ledger-data";

    /// <summary>
    /// The folder of the head locks. A head lock holds the largest size its log ever had, so that the node does not write to an old backup that was restored.
    /// The default is <c>heads</c> in the data directory; no backup contains it. A separate disk that is never restored is safer.
    /// </summary>
    public string? HeadLockDirectory { get; set; }

    /// <summary>For how many days the operator keeps a backup. A certificate of erasure states the day on which the last backup with the data is gone.</summary>
    [SettingRange(1, 3650, ErrorMessage = "Ledger:BackupsKeptDays is not between 1 and 3650.")]
    public int BackupsKeptDays { get; set; } = 35;

    /// <summary>The master key, 32 bytes in base64. Without it the node uses a key file in the data directory.</summary>
    public string? MasterKey { get; set; }
}
