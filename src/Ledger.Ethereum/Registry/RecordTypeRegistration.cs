using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Registry;

/// <summary>A record type to register: its <c>vct</c>, which is also the URI of its metadata, and the SHA-256 of the metadata octets.</summary>
public sealed record RecordTypeRegistration(string RecordType, Digest MetadataHash);
