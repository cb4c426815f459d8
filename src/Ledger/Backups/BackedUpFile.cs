using Ledger.Verify.Trees;

namespace Ledger.Backups;

/// <summary>One file of a backup. The path is relative, with slashes.</summary>
public sealed record BackedUpFile(string Path, long Length, Digest Hash);
