namespace Ledger.Store.LiteDb.Files;

/// <summary>Opens files for the journal: <paramref name="path"/> must be new when <paramref name="create"/> is set, else present.</summary>
internal delegate IAppendFile OpenAppendFile(string path, bool create);
