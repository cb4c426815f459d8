namespace Ledger.Auditing.Nodes;

/// <summary>A node's answer to the request for a bundle.</summary>
/// <param name="Kind">The kind of answer.</param>
/// <param name="Bytes">The bundle. Empty if there is none.</param>
/// <param name="Detail">The node's code. Empty with a bundle.</param>
public sealed record BundleAnswer(BundleAnswerKind Kind, ReadOnlyMemory<byte> Bytes, string Detail);
