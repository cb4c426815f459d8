using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Migrations;

namespace Ledger.Verify.EvidenceFiles;

/// <summary>
/// What is kept about one record so that it can be verified when the node, the chain and the department no longer exist. Immutable.
/// </summary>
/// <param name="Bundle">The bundle of the record.</param>
/// <param name="Type">The octets of the type metadata.</param>
/// <param name="Facts">The answers of the chain, all as of one block.</param>
/// <param name="State">The part of the answers that follows from the hash of the block. Null when the endpoint could not prove it.</param>
/// <param name="Migrations">The migration records about the chain of the anchor, if the department has left that chain.</param>
public sealed record RecordEvidence(
    ImmutableArray<byte> Bundle, ImmutableArray<byte> Type, ChainFacts Facts, StateEvidence? State, ImmutableArray<MigrationFile> Migrations)
{
    /// <summary>The reasons for status changes that the token used to fetch the evidence may see.</summary>
    public ImmutableArray<StatusReason> Reasons { get; init; } = [];
}
