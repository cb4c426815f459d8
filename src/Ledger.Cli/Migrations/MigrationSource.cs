using System.Collections.Immutable;
using System.Net;
using Ledger.Anchoring;
using Ledger.Cli.Nodes;
using Ledger.Cli.Output;
using Ledger.Faults;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Cli.Migrations;

/// <summary>
/// Where a verifier finds migration records: those it was given, and those the registry's own hashes lead to at the department's node. None is
/// believed for where it comes from. Used by one thread at a time.
/// </summary>
internal sealed class MigrationSource(IReadOnlyList<MigrationFile> given) : IDisposable
{
    private const int MaxFetched = 16;

    private readonly Dictionary<Digest, MigrationFile?> _fetched = [];
    private HttpClient? _http;

    /// <summary>With the records that lie in these files or at these addresses.</summary>
    /// <exception cref="CouldNotRunException">One cannot be read, or is none.</exception>
    public static async Task<MigrationSource> OpenAsync(Terminal terminal, IEnumerable<string> places, CancellationToken cancellationToken)
    {
        var files = new List<MigrationFile>();
        foreach (var place in places)
        {
            files.Add(await ReadAsync(terminal, place, cancellationToken));
        }

        return new MigrationSource(files);
    }

    /// <summary>A record from a file or an address.</summary>
    /// <exception cref="CouldNotRunException">It cannot be read, or is none.</exception>
    public static async Task<MigrationFile> ReadAsync(Terminal terminal, string where, CancellationToken cancellationToken)
    {
        byte[] bytes;
        if (Uri.TryCreate(where, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            using var http = Client();
            bytes = await GetAsync(http, address, cancellationToken);
        }
        else
        {
            bytes = await terminal.Inputs.ReadAsync(where, MigrationFile.MaxLength, cancellationToken);
        }

        return MigrationFile.TryRead(bytes, out var file, out var place) ? file
            : place == "heading" && (!UntrustedText.TryReadUtf8(bytes, out var utf8, out var reason) || UntrustedText.IsWebPage(utf8.Span, out reason)) ? throw InputFiles.Unreadable(where, reason)
            : throw new CouldNotRunException(RunFaults.FileMalformed, $"{where}: {place}");
    }

    /// <summary>Asks a chain about a bundle, and again with the records of the moves it tells of, where they can be had.</summary>
    /// <returns>The facts, and the records they were asked for with.</returns>
    public async Task<(ChainFacts Facts, ImmutableArray<MigrationFile> Files)> AskAsync(
        IChainFacts chain, BundleQuestions questions, CancellationToken cancellationToken)
    {
        var facts = await chain.ReadFactsAsync(questions with { MigratedSizes = SizesOf(given) }, cancellationToken);
        if (!facts.Migrations.IsKnown || !facts.Department.IsKnown || facts.Department.Value is not { } department)
        {
            return (facts, [.. given]);
        }

        var files = ImmutableArray.CreateBuilder<MigrationFile>();
        files.AddRange(given);
        foreach (var recorded in facts.Migrations.Value.Where(one => given.All(file => file.Record.Hash != one.RecordHash)).Take(MaxFetched))
        {
            if (await FetchAsync(department, recorded.RecordHash, cancellationToken) is { } file)
            {
                files.Add(file);
            }
        }

        return files.Count == given.Count
            ? (facts, [.. given])
            : (await chain.ReadFactsAsync(questions with { MigratedSizes = SizesOf(files) }, cancellationToken), files.ToImmutable());
    }

    /// <summary>The record with a hash, from a public log's address (with a slash at its end); null when it cannot be had, which says nothing.</summary>
    public async Task<MigrationFile?> FindAsync(Uri log, Digest hash, CancellationToken cancellationToken)
    {
        if (!_fetched.TryGetValue(hash, out var file))
        {
            var bytes = await FetchAsync(_http ??= Client(), new Uri(log, $"migration/{hash.ToHex()}"), cancellationToken);
            file = bytes is not null && MigrationFile.TryRead(bytes, out var read, out _) && read.Record.Hash == hash ? read : null;
            _fetched[hash] = file;
        }

        return file;
    }

    public void Dispose() => _http?.Dispose();

    private static ImmutableArray<long> SizesOf(IEnumerable<MigrationFile> files) => [.. files.Select(file => file.Checkpoint.Size)];

    /// <summary>The same from the node that the registry names: the origin is {host}/{department}/log, and the node serves the log under
    /// {node}/{department}/log.</summary>
    private async Task<MigrationFile?> FetchAsync(DepartmentFacts department, Digest hash, CancellationToken cancellationToken) =>
        department.Origin.Split('/') is [_, .., var name, "log"]
            && Uri.TryCreate($"{department.NodeUrl.TrimEnd('/')}/{name}/log/", UriKind.Absolute, out var log) && log.Scheme is "http" or "https"
            ? await FindAsync(log, hash, cancellationToken)
            : null;

    private static HttpClient Client() => new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, ConnectTimeout = TimeSpan.FromSeconds(10) })
    {
        Timeout = TimeSpan.FromMinutes(2),
        MaxResponseContentBufferSize = MigrationFile.MaxLength,
    };

    /// <exception cref="CouldNotRunException">It is not there, or an error was answered.</exception>
    private static async Task<byte[]> GetAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(address, cancellationToken);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadAsByteArrayAsync(cancellationToken)
                : throw (await NodeProblem.ReadAsync(response, cancellationToken)).ToException(address.ToString());
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new CouldNotRunException(RunFaults.Unreachable, address.ToString(), problem);
        }
    }

    private static async Task<byte[]?> FetchAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(http, address, cancellationToken);
        }
        catch (CouldNotRunException)
        {
            return null; // Where a record cannot be had, the verdict says so.
        }
    }
}
