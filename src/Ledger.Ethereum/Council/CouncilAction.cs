using System.Collections.Immutable;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Council;

/// <summary>A kind of decision of the council.</summary>
public sealed record CouncilAction(
    string Name, LocalizedText What, ImmutableArray<ActionPart> Parts, Func<ActionValues, CancellationToken, Task<IEnumerable<CouncilCall>>> BuildAsync);
