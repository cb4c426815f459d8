using System.Collections.Immutable;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Council;

/// <summary>A call of a proposal with what it means.</summary>
/// <param name="Data">The ABI-encoded call.</param>
/// <param name="Function">The registry's function; empty when it is none the council has.</param>
/// <param name="Text">In plain words.</param>
public sealed record ProposedCall(ImmutableArray<byte> Data, string Function, LocalizedText Text);
