using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>A registered record type: the address of its metadata and the SHA-256 of the metadata octets.</summary>
public sealed record RecordTypeFacts(string Uri, Digest MetadataHash);
