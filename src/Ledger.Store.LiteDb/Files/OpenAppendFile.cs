namespace Ledger.Store.LiteDb.Files;

/// <summary>Opens a file for the journal. With <paramref name="create"/> the <paramref name="path"/> must be new; otherwise it must exist.</summary>
internal delegate IAppendFile OpenAppendFile(string path, bool create);
