using System.Collections.Immutable;
using Ledger.Verify.Chain;

namespace Ledger.Verify.Migrations;

/// <summary>A record type on a retired chain, and the intervals in which the department was authorised for it.</summary>
public sealed record RetiredChainType(RecordTypeFacts Type, ImmutableArray<Validity> Authority);
