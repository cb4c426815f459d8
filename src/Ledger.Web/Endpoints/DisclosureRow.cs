namespace Ledger.Web.Endpoints;

/// <summary>One read of a resident's claims, with its proof. While a law withholds it, only the index, the proof and the release date are shown.</summary>
/// <param name="Index">The index of the entry in the department's log.</param>
/// <param name="At">The time at which it was logged, before anything was shown.</param>
/// <param name="By">The name of the token that read. Null if the line is withheld, or if its content was lost.</param>
/// <param name="Department">The department that read. Null for the resident herself, and for who opened a share.</param>
/// <param name="Role">The role in which it read. `resident` is the resident herself, `holder` is who opened a share with its code.</param>
/// <param name="Form">claims, bundle, all_records, list (the list of who looked, or complaints), search or share (the resident shared the record).</param>
/// <param name="Records">The records that were shown.</param>
/// <param name="Claims">The claims that were shown. Never for auditors.</param>
/// <param name="Purpose">The code of the purpose.</param>
/// <param name="PurposeZh">The title of the purpose in Chinese.</param>
/// <param name="PurposeEn">The title of the purpose in English.</param>
/// <param name="Basis">The legal basis.</param>
/// <param name="WithheldUntil">The day (UTC) from which the line is shown. Null if it is shown.</param>
/// <param name="WithheldByZh">The law that withholds it, in Chinese.</param>
/// <param name="WithheldByEn">The law that withholds it, in English.</param>
/// <param name="Level">The level of the proof of the entry.</param>
/// <param name="Entry">The log entry: canonical JSON, as text.</param>
/// <param name="Text">The text that the entry commits to: commitment = SHA-256(salt ‖ SHA-256(text)). Null for auditors and if the line is withheld.</param>
/// <param name="Salt">The salt of the commitment, in base64url.</param>
/// <param name="Proof">The inclusion proof of the entry (C2SP tlog-proof).</param>
/// <param name="Anchor">The anchored head that covers the entry. Null until there is one.</param>
internal sealed record DisclosureRow(
    long Index, DateTimeOffset At, string? By, string? Department, string? Role, [property: Described(ApiWords.DisclosureForm)] string? Form,
    IReadOnlyList<string>? Records, IReadOnlyList<string>? Claims, string? Purpose, string? PurposeZh, string? PurposeEn,
    [property: Described(ApiWords.LegalBasis)] string? Basis, DateOnly? WithheldUntil, string? WithheldByZh, string? WithheldByEn,
    [property: Described(ApiWords.ProofLevel)] string Level, string Entry, string? Text, string? Salt, string Proof, AnchorBody? Anchor);
