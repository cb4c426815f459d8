using System.Collections.Immutable;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Council;

/// <summary>A call of a proposal with its description.</summary>
/// <param name="Data">The ABI-encoded call.</param>
/// <param name="Function">The function of the registry. Empty when the council has no such function.</param>
/// <param name="Text">The description in plain words.</param>
public sealed record ProposedCall(ImmutableArray<byte> Data, string Function, LocalizedText Text);
