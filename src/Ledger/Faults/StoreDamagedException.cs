namespace Ledger.Faults;

/// <summary>Where a stored file is damaged. Holds no path of the machine, so that it may be told to a caller.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Offset">The byte from which it is not as it was written.</param>
/// <param name="Entry">The index of the entry that lies there; null when that is not known.</param>
public sealed record DamagePlace(string File, long Offset, long? Entry);

/// <summary>A stored file does not hold what was written to it. The message names the file and the place, never its contents.</summary>
public class StoreDamagedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Null when the damage has no one place.</summary>
    public DamagePlace? Place { get; init; }
}

/// <summary>
/// The files are older than what this log has already shown to others: a restored backup. Writing on would give it a second history.
/// Nothing was changed.
/// </summary>
public sealed class LogBehindException(string message) : StoreDamagedException(message);

/// <summary>The files hold another history than the one this log has already shown to others. Nothing was changed.</summary>
public sealed class TwoHistoriesException(string message) : StoreDamagedException(message);

/// <summary>A file was written by a later version of this software. Nothing was changed.</summary>
public sealed class StoreTooNewException(string message) : Exception(message);

/// <summary>The files are those of another log. Nothing was changed.</summary>
public sealed class StoreForeignException(string message) : Exception(message);
