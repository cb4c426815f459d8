using System.Collections.Immutable;

namespace Ledger.Verify.Notes;

/// <summary>One signature line: who, which key, and the signature's bytes, not yet believed.</summary>
public sealed record NoteSignature(string Name, uint KeyId, ImmutableArray<byte> Signature);
