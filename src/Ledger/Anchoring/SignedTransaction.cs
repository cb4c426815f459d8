using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Anchoring;

/// <summary>A transaction signed and ready: keep it before sending it, so that a lost answer can be looked up by its hash.</summary>
public sealed record SignedTransaction(Digest Hash, ImmutableArray<byte> Bytes, long Nonce);
