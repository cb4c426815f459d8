using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>Which chain was asked, and as of which block.</summary>
/// <param name="ChainId">The chain's id.</param>
/// <param name="Registry">The address of the DepartmentRegistry contract.</param>
/// <param name="Finality">The finality rule: instant, finalized or depth:N.</param>
/// <param name="Latest">The newest block.</param>
/// <param name="Final">The newest final block; null when nothing is final.</param>
/// <param name="Endpoints">The endpoints that were asked, without credentials.</param>
/// <param name="SeenAt">When the node's copy of the chain last saw it; absent when the chain itself was asked.</param>
internal sealed record ReportSourceBody(
    long ChainId, string Registry, string Finality, BlockBody? Latest, BlockBody? Final, IReadOnlyList<string> Endpoints,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? SeenAt = null);
