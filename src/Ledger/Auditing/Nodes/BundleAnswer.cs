namespace Ledger.Auditing.Nodes;

/// <summary>A node's answer to the request for a bundle.</summary>
/// <param name="Kind">Which kind of answer.</param>
/// <param name="Bytes">The bundle; empty without one.</param>
/// <param name="Detail">The node's code; empty with a bundle.</param>
public sealed record BundleAnswer(BundleAnswerKind Kind, ReadOnlyMemory<byte> Bytes, string Detail);
