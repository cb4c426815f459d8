namespace Ledger.Verify.Faults;

/// <summary>Where a stored file is damaged. It holds no path of the machine, so that a caller may see it.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Offset">The first byte that is not as it was written.</param>
/// <param name="Entry">The index of the entry at that byte; null when it is not known.</param>
public sealed record DamagePlace(string File, long Offset, long? Entry);
