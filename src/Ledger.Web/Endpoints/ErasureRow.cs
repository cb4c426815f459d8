namespace Ledger.Web.Endpoints;

/// <summary>A certificate of erasure with its proof. It names neither the person nor the records. Its content is null if it was lost with a machine.</summary>
/// <param name="Id">The id of the certificate.</param>
/// <param name="Index">The index of its entry in the department's log.</param>
/// <param name="At">The time at which it was logged.</param>
/// <param name="Basis">The legal basis.</param>
/// <param name="Law">The law, the decision or the letter that it rests on.</param>
/// <param name="AskedBy">The name of the token that asked.</param>
/// <param name="ApprovedBy">The name of the token that approved.</param>
/// <param name="Commitments">How many entries of the log nobody can connect with the person any more.</param>
/// <param name="OutOfService">From when on the data was out of service.</param>
/// <param name="BackupsGoneBy">The day (UTC) by which the last backup with the data is gone.</param>
/// <param name="Level">The level of the proof of the entry.</param>
/// <param name="Entry">The log entry: canonical JSON, as text.</param>
/// <param name="Text">The text that the entry commits to: commitment = SHA-256(salt ‖ SHA-256(text)).</param>
/// <param name="Salt">The salt of the commitment, in base64url.</param>
/// <param name="Proof">The inclusion proof of the entry (C2SP tlog-proof).</param>
/// <param name="Anchor">The anchored head that covers the entry. Null until there is one.</param>
internal sealed record ErasureRow(
    string Id, long Index, DateTimeOffset At, [property: Described(ApiWords.ErasureBasis)] string? Basis, string? Law, string? AskedBy, string? ApprovedBy,
    long? Commitments, DateTimeOffset? OutOfService, DateOnly? BackupsGoneBy, [property: Described(ApiWords.ProofLevel)] string Level, string Entry, string? Text,
    string? Salt, string Proof, AnchorBody? Anchor);
