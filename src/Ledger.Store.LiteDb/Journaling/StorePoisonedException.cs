namespace Ledger.Store.LiteDb.Journaling;

/// <summary>
/// An earlier write failed, so nobody knows what of it reached the disk. The store takes no more writes until it is opened again;
/// opening finds out.
/// </summary>
public sealed class StorePoisonedException(string message, Exception inner) : Exception(message, inner);
