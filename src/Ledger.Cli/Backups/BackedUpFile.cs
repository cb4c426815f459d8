using Ledger.Verify.Trees;

namespace Ledger.Cli.Backups;

/// <summary>One file of a backup. The path is relative, with slashes.</summary>
internal sealed record BackedUpFile(string Path, long Length, Digest Hash);
