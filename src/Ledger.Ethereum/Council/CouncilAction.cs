using System.Collections.Immutable;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Council;

/// <summary>Something a council can decide.</summary>
public sealed record CouncilAction(
    string Name, LocalizedText What, ImmutableArray<ActionPart> Parts, Func<ActionValues, CancellationToken, Task<IEnumerable<CouncilCall>>> BuildAsync);
