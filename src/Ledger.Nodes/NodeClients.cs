using Ledger.Auditing;
using Ledger.Auditing.Nodes;
using Ledger.Inputs;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;

namespace Ledger.Nodes;

/// <summary>Creates clients of nodes and of their public logs. Nothing is sent before the first request. Safe for use from any thread.</summary>
public sealed class NodeClients(IHttpClientFactory http) : IPublicLogs
{
    /// <summary>Creates a client of a node's API.</summary>
    public NodeClient Connect(Uri node) => new(http.CreateClient(NodeHttp.Api), node);

    /// <summary>Creates a client for an auditor.</summary>
    /// <param name="node">The node's address, with a slash at the end.</param>
    /// <param name="tokens">The auditor's tokens. Null without tokens.</param>
    public INodeRecords ConnectAuditor(Uri node, NodeTokens? tokens)
    {
        var client = http.CreateClient(NodeHttp.Audit);
        client.BaseAddress = node;
        return new NodeRecords(client, tokens, this);
    }

    /// <inheritdoc/>
    public IPublicLog Open(string where, VerifierKey? key) =>
        Uri.TryCreate(where, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") ? new WebLog(http.CreateClient(NodeHttp.Log), address, key)
        : Directory.Exists(where) ? new FolderLog(where, key)
        : throw new FaultException(RunFaults.FileUnreadable, where);

    /// <summary>Creates a client that fetches migration records from the nodes in a registry. For one thread at a time.</summary>
    public MigrationSource FindMigrations()
    {
        var client = http.CreateClient(NodeHttp.Migration);
        client.MaxResponseContentBufferSize = MigrationFile.MaxLength;
        return new MigrationSource(client);
    }

    /// <summary>Reads the given migration records.</summary>
    /// <param name="files">Reads files.</param>
    /// <param name="places">The files or addresses.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FaultException">One cannot be read, or is not a migration record.</exception>
    public async Task<IReadOnlyList<MigrationFile>> ReadMigrationsAsync(InputFiles files, IEnumerable<string> places, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(places);
        var source = FindMigrations();
        var read = new List<MigrationFile>();
        foreach (var place in places)
        {
            read.Add(await source.ReadAsync(files, place, cancellationToken));
        }

        return read;
    }
}
