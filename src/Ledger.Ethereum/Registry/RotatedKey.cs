using System.Collections.Immutable;
using Ledger.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Registry;

/// <summary>The result of a key rotation.</summary>
/// <param name="Key">The kind of key.</param>
/// <param name="PublicName">The name of the new key in the registry: the thumbprint of a record key, a log key, or an address.</param>
/// <param name="Registered">Whether this run registered the key. False when an earlier run did and this one finished it.</param>
/// <param name="Closed">The old record keys that this run ended.</param>
public sealed record RotatedKey(DepartmentKey Key, string PublicName, bool Registered, ImmutableArray<Digest> Closed);
