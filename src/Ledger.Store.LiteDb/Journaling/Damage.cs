using System.Globalization;
using Ledger.Faults;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>Says where a file does not hold what was written, never what it holds.</summary>
internal static class Damage
{
    public static StoreDamagedException At(string path, long offset, string what) => At(path, offset, null, what);

    /// <summary>The same, where the entry that lies there is known.</summary>
    public static StoreDamagedException At(string path, long offset, long? entry, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path} is damaged at byte {offset}: {what}."))
        {
            Place = new DamagePlace(Path.GetFileName(path), offset, entry),
        };
}
