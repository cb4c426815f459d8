namespace Ledger.Verify.Verdicts;

/// <summary>Keys that a verifier trusts without asking a chain.</summary>
/// <param name="LogKey">The key that verifies the checkpoint.</param>
/// <param name="RecordKeys">The keys that verify the seal. Its <c>kid</c> selects one.</param>
public sealed record PinnedKeys(Notes.VerifierKey LogKey, Seals.JwkSet RecordKeys);
