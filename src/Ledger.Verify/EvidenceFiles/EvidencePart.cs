using System.Collections.Immutable;

namespace Ledger.Verify.EvidenceFiles;

/// <summary>One file inside the evidence.</summary>
/// <param name="Name">The file name.</param>
/// <param name="Bytes">The content.</param>
public sealed record EvidencePart(string Name, ImmutableArray<byte> Bytes);
