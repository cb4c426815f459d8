using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>A record type as registered: where its metadata lies and the SHA-256 of those octets.</summary>
public sealed record RecordTypeFacts(string Uri, Digest MetadataHash);
