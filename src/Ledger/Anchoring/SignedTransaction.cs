using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Anchoring;

/// <summary>A signed transaction. Store it before sending it, so that its outcome can be found by its hash if the answer is lost.</summary>
public sealed record SignedTransaction(Digest Hash, ImmutableArray<byte> Bytes, long Nonce);
