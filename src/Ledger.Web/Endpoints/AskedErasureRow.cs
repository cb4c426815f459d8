namespace Ledger.Web.Endpoints;

/// <summary>An erasure that waits for the approval of a second person.</summary>
/// <param name="Id">Its id, which will be that of the certificate.</param>
/// <param name="Basis">The legal basis.</param>
/// <param name="Law">The law, the decision or the letter that it rests on.</param>
/// <param name="AskedBy">The name of the token that asked.</param>
/// <param name="AskedAt">When it asked.</param>
internal sealed record AskedErasureRow(string Id, [property: Described(ApiWords.ErasureBasis)] string Basis, string? Law, string AskedBy, DateTimeOffset AskedAt);
