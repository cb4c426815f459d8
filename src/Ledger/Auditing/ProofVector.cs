namespace Ledger.Auditing;

/// <summary>A test vector: a proof, what this program says of it, and what a verifier must say.</summary>
/// <param name="File">The name of its file.</param>
/// <param name="IsAccepted">Whether this program accepts it.</param>
/// <param name="IsToBeAccepted">Whether a verifier must accept it.</param>
public sealed record ProofVector(string File, bool IsAccepted, bool IsToBeAccepted);
