using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Council;

/// <summary>The names in the registry for the ids in calls. Null for an unknown id.</summary>
internal sealed record CouncilNames(Func<Digest, string?> OriginOf, Func<Digest, string?> TypeOf);
