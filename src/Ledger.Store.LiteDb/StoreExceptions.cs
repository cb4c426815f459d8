namespace Ledger.Store.LiteDb;

/// <summary>Another process, or another store in this one, has the department's folder open.</summary>
public sealed class StoreLockedException(string message, Exception inner) : Exception(message, inner);

/// <summary>The folder holds the log of another origin. Nothing in it was changed.</summary>
public sealed class StoreForeignException(string message) : Exception(message);

/// <summary>The journal was written by a newer version of this software. Nothing was changed.</summary>
public sealed class StoreTooNewException(string message) : Exception(message);

/// <summary>
/// An earlier write failed, so nobody knows what of it reached the disk. The store takes no more writes until it is opened again;
/// opening finds out.
/// </summary>
public sealed class StorePoisonedException(string message, Exception inner) : Exception(message, inner);
