using System.Collections.Immutable;
using Ledger.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Registry;

/// <summary>What the rotation of a key came to.</summary>
/// <param name="Key">Which.</param>
/// <param name="PublicName">What the registry knows the new one by: a record key's thumbprint, a log key, or an address.</param>
/// <param name="Registered">Whether this run told the registry; false when an earlier one had and this one finished it.</param>
/// <param name="Closed">Old record keys that this run gave an end.</param>
public sealed record RotatedKey(DepartmentKey Key, string PublicName, bool Registered, ImmutableArray<Digest> Closed);
