using Ledger.Files;
using Ledger.Inputs;
using Ledger.Migrating;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Nodes;

/// <summary>Fetches migration records from public logs. For one thread at a time.</summary>
public sealed class MigrationSource(HttpClient http) : IMigrationRecords
{
    private readonly Dictionary<Digest, MigrationFile?> _fetched = [];

    /// <summary>Reads a record from a file or an address.</summary>
    /// <exception cref="FaultException">It cannot be read, or is not a migration record.</exception>
    public async Task<MigrationFile> ReadAsync(InputFiles files, string where, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        var bytes = Uri.TryCreate(where, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? await GetAsync(address, cancellationToken)
            : await files.ReadAsync(where, MigrationFile.MaxLength, cancellationToken);
        return MigrationFile.TryRead(bytes, out var file, out var place) ? file
            : place == "heading" && (!UntrustedText.TryReadUtf8(bytes, out var utf8, out var reason) || UntrustedText.IsWebPage(utf8.Span, out reason)) ? throw InputFiles.Unreadable(where, reason)
            : throw new FaultException(RunFaults.FileMalformed, $"{where}: {place}");
    }

    /// <summary>Fetches the record with a hash from a public log. Null if it cannot be fetched. It may exist nevertheless.</summary>
    /// <param name="log">The log's address, with a slash at the end.</param>
    /// <param name="hash">The record's hash.</param>
    /// <param name="cancellationToken">Stops the fetching.</param>
    public async Task<MigrationFile?> FindAsync(Uri log, Digest hash, CancellationToken cancellationToken)
    {
        if (!_fetched.TryGetValue(hash, out var file))
        {
            var bytes = await FetchAsync(new Uri(log, $"migration/{hash.ToHex()}"), cancellationToken);
            file = bytes is not null && MigrationFile.TryRead(bytes, out var read, out _) && read.Record.Hash == hash ? read : null;
            _fetched[hash] = file;
        }

        return file;
    }

    /// <inheritdoc/>
    /// <remarks>The origin is {host}/{department}/log, and the node serves the log under {node}/{department}/log.</remarks>
    public async Task<MigrationFile?> FindAsync(DepartmentFacts department, Digest hash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(department);
        return department.Origin.Split('/') is [_, .., var name, "log"]
            && Uri.TryCreate($"{department.NodeUrl.TrimEnd('/')}/{name}/log/", UriKind.Absolute, out var log) && log.Scheme is "http" or "https"
            ? await FindAsync(log, hash, cancellationToken)
            : null;
    }

    /// <exception cref="FaultException">The server did not answer, or answered with an error.</exception>
    private async Task<byte[]> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(address, cancellationToken);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadAsByteArrayAsync(cancellationToken)
                : throw (await NodeProblem.ReadAsync(response, cancellationToken)).ToException(address.ToString());
        }
        catch (Exception problem) when (Outages.Includes(problem) && !cancellationToken.IsCancellationRequested)
        {
            throw new FaultException(RunFaults.Unreachable, address.ToString(), problem);
        }
    }

    private async Task<byte[]?> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(address, cancellationToken);
        }
        catch (FaultException)
        {
            return null; // The verdict reports the missing record.
        }
    }
}
