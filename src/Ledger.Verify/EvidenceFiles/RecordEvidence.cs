using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Migrations;

namespace Ledger.Verify.EvidenceFiles;

/// <summary>What is kept about one record so that it can be checked when node, chain and department no longer exist. Immutable.</summary>
/// <param name="Bundle">The record's bundle.</param>
/// <param name="Type">The bytes of the metadata of its type.</param>
/// <param name="Facts">What the chain's endpoint answered, all of it as of one block.</param>
/// <param name="State">The part of it that follows from the block's hash; null when the endpoint could not prove it.</param>
/// <param name="Migrations">For a record anchored on a chain that its department has left: the migration records about that chain.</param>
public sealed record RecordEvidence(
    ImmutableArray<byte> Bundle, ImmutableArray<byte> Type, ChainFacts Facts, StateEvidence? State, ImmutableArray<MigrationFile> Migrations)
{
    /// <summary>Why its status was changed, as far as the token that fetched the evidence may know.</summary>
    public ImmutableArray<StatusReason> Reasons { get; init; } = [];
}
