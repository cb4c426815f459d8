using Ledger.Importing;

namespace Ledger.Nodes;

/// <summary>Sends lines of records to a node, with the issuer's token of each department. Safe for use from any thread.</summary>
internal sealed class BatchSender(NodeClient client, NodeTokens tokens) : IBatchSender
{
    /// <inheritdoc/>
    public Task<string> SendAsync(string department, byte[] lines, CancellationToken cancellationToken) => client.PostLinesAsync(
        $"v1/departments/{Uri.EscapeDataString(department)}/records/batch", tokens.Get(department, "issuer"), lines, cancellationToken);
}
