using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>The chain that was asked, and the blocks that the answers are from.</summary>
/// <param name="ChainId">The id of the chain.</param>
/// <param name="Registry">The address of the DepartmentRegistry contract.</param>
/// <param name="Finality">The finality rule: instant, finalized or depth:N.</param>
/// <param name="Latest">The newest block.</param>
/// <param name="Final">The newest final block. Null if no block is final.</param>
/// <param name="Endpoints">The endpoints that were asked, without credentials.</param>
/// <param name="SeenAt">The time at which the chain last confirmed the node's mirror. Absent if the chain itself was asked.</param>
internal sealed record ReportSourceBody(
    long ChainId, string Registry, string Finality, BlockBody? Latest, BlockBody? Final, IReadOnlyList<string> Endpoints,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? SeenAt = null);
