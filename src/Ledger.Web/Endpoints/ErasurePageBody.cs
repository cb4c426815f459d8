namespace Ledger.Web.Endpoints;

/// <summary>The erasures of a department.</summary>
/// <param name="Asked">All erasures that wait for approval, oldest first.</param>
/// <param name="Holds">All legal holds, oldest first.</param>
/// <param name="Erasures">The certificates, newest first.</param>
/// <param name="Next">The cursor of the next page of certificates. Null at the end.</param>
internal sealed record ErasurePageBody(
    IReadOnlyList<AskedErasureRow> Asked, IReadOnlyList<HoldRow> Holds, IReadOnlyList<ErasureRow> Erasures, string? Next);
