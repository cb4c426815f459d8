using System.Collections.Immutable;

namespace Ledger.Verify.Notes;

/// <summary>One signature line: the name of the signer, the id of the key, and the signature. It has not been verified.</summary>
public sealed record NoteSignature(string Name, uint KeyId, ImmutableArray<byte> Signature);
