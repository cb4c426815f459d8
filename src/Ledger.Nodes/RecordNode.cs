using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ledger.UseCases;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Faults;

namespace Ledger.Nodes;

/// <summary>Reads single records from a node, with the tokens of the departments. Safe for use from any thread.</summary>
internal sealed class RecordNode(NodeClient client, NodeTokens tokens) : IRecordNode
{
    private static readonly string[] Roles = ["issuer", "auditor", "verifier"];

    // An issuer must have a purpose; the others get what the record shows to everybody.
    private static readonly string[] RolesWithoutPurpose = ["auditor", "verifier", "issuer"];

    /// <inheritdoc/>
    public Task<NodeBundle> FetchBundleAsync(string record, string? department, string? purpose, CancellationToken cancellationToken) => tokens.FindAsync(
        department, purpose is null ? RolesWithoutPurpose : Roles,
        async (where, token) => new NodeBundle(where, await client.GetBytesAsync(FormatPath(where, record) + "/bundle" + (purpose is null ? "" : "?purpose=" + Uri.EscapeDataString(purpose)), token, cancellationToken)));

    /// <inheritdoc/>
    public async Task<ImmutableArray<StatusReason>> FetchReasonsAsync(string record, NodeBundle bundle, CancellationToken cancellationToken)
    {
        var token = tokens.Get(Uri.UnescapeDataString(bundle.Department), Roles);
        var history = await client.GetAsync(FormatPath(bundle.Department, record) + "/history", token, cancellationToken);
        return
        [
            .. (history["events"] as JsonArray ?? throw new FaultException(RunFaults.AnswerUnreadable, "no events"))
                .OfType<JsonObject>()
                .Where(row => row["reason"] is JsonValue && row["status"] is JsonValue)
                .Select(row => new StatusReason(
                    Text(row, "at"), Text(row, "status"), Text(row, "reason"), Text(row, "by"), row["index"] is JsonValue index && index.TryGetValue<long>(out var entry) ? entry : -1)),
        ];
    }

    /// <inheritdoc/>
    public Task<byte[]> FetchTypeAsync(string path, CancellationToken cancellationToken) => client.GetBytesAsync(path, null, cancellationToken);

    private static string FormatPath(string department, string record) => $"v1/departments/{department}/records/{Uri.EscapeDataString(record)}";

    private static string Text(JsonObject row, string name) => row[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
