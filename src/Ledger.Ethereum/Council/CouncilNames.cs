using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Council;

/// <summary>The names the registry has for the ids in calls; null for one it does not know.</summary>
internal sealed record CouncilNames(Func<Digest, string?> OriginOf, Func<Digest, string?> TypeOf);
