namespace Ledger.Verify.Verdicts;

/// <summary>Keys that somebody trusts without a chain.</summary>
/// <param name="LogKey">With what the checkpoint is verified.</param>
/// <param name="RecordKeys">With what the seal is verified, chosen by its <c>kid</c>.</param>
public sealed record PinnedKeys(Notes.VerifierKey LogKey, Seals.JwkSet RecordKeys);
