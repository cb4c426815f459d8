namespace Ledger.Faults;

/// <summary>The place of damage in a stored file. It contains no path of the machine, so callers may see it.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Offset">The offset of the first wrong byte.</param>
/// <param name="Entry">The index of the entry at this place. Null if unknown.</param>
public sealed record DamagePlace(string File, long Offset, long? Entry);
