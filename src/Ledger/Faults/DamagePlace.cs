namespace Ledger.Faults;

/// <summary>Where a stored file is damaged. Holds no path of the machine, so that it may be told to a caller.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Offset">The byte from which it is not as it was written.</param>
/// <param name="Entry">The index of the entry that lies there; null when that is not known.</param>
public sealed record DamagePlace(string File, long Offset, long? Entry);
