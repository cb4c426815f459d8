namespace Ledger.Verify.Faults;

/// <summary>Where a stored file is damaged. It contains no directory path, so it may be shown to a caller.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Offset">The offset of the first damaged byte.</param>
/// <param name="Entry">The index of the entry at that byte. Null when it is not known.</param>
public sealed record DamagePlace(string File, long Offset, long? Entry);
