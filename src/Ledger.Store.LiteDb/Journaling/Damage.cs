using System.Globalization;
using Ledger.Verify.Faults;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>Creates exceptions for damaged files. They name the place and never the content.</summary>
internal static class Damage
{
    public static FaultException At(string path, long offset, string what) => At(path, offset, null, what);

    /// <summary>The same with the index of the affected entry.</summary>
    public static FaultException At(string path, long offset, long? entry, string what) =>
        new(StoreFaults.Damaged, string.Create(CultureInfo.InvariantCulture, $"{path} is damaged at byte {offset}: {what}."))
        {
            Place = new DamagePlace(Path.GetFileName(path), offset, entry),
        };
}
