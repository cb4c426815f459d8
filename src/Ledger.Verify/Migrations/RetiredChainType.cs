using System.Collections.Immutable;
using Ledger.Verify.Chain;

namespace Ledger.Verify.Migrations;

/// <summary>A record type on a chain that was left, and when the department was authorised for it there.</summary>
public sealed record RetiredChainType(RecordTypeFacts Type, ImmutableArray<Validity> Authority);
