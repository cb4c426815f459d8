using System.Collections.Immutable;

namespace Ledger.Verify.EvidenceFiles;

/// <summary>One file within the evidence.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its content.</param>
public sealed record EvidencePart(string Name, ImmutableArray<byte> Bytes);
