using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Migrations;

namespace Ledger.Cli.RecordEvidence;

/// <summary>Everything about one record that lasts: it can be checked when node, chain and department are gone.</summary>
/// <param name="Bundle">The record's bundle.</param>
/// <param name="Type">The octets of its type's metadata.</param>
/// <param name="Facts">What the chain's endpoint said, all of it as of one block.</param>
/// <param name="State">What of it follows from that block's hash; null when the endpoint could not prove it.</param>
/// <param name="Migrations">When the record was anchored on a chain that its department has left: the migration records about that chain.</param>
internal sealed record Evidence(
    ImmutableArray<byte> Bundle, ImmutableArray<byte> Type, ChainFacts Facts, StateEvidence? State, ImmutableArray<MigrationFile> Migrations)
{
    /// <summary>Why its status was changed, as far as the token with which the evidence was made may know.</summary>
    public ImmutableArray<StatusReason> Reasons { get; init; } = [];
}
