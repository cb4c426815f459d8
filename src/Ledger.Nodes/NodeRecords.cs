using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Auditing;
using Ledger.Auditing.Nodes;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Nodes;

/// <summary>Reads from a node over HTTP, for an auditor. Safe for use from any thread.</summary>
/// <param name="http">The client, with the node's address as its base.</param>
/// <param name="tokens">The auditor's tokens. Null without tokens.</param>
/// <param name="clients">Opens the public logs and finds migration records.</param>
internal sealed class NodeRecords(HttpClient http, NodeTokens? tokens, NodeClients clients) : INodeRecords
{
    private const int MaxDepartments = 10_000;

    /// <inheritdoc/>
    public Uri Address => http.BaseAddress!; // Set by the caller.

    /// <inheritdoc/>
    public bool HasTokens => tokens is not null;

    /// <inheritdoc/>
    public IReadOnlyList<string> DepartmentsWithTokens => tokens?.Departments ?? [];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<NodeDepartment>> ListDepartmentsAsync(CancellationToken cancellationToken) =>
        Read(await GetAsync("v1/departments", cancellationToken));

    /// <inheritdoc/>
    public IPublicLog OpenLog(string department, VerifierKey key) => clients.Open(new Uri(Address, $"{department}/log").AbsoluteUri, key);

    /// <inheritdoc/>
    public IRecordBundles? FindBundles(string department) =>
        tokens?.Find(department, "auditor", "verifier") is { } token ? new BundleSource(http, department, token, TimeProvider.System) : null;

    /// <inheritdoc/>
    public Task<MigrationFile?> FindMigrationAsync(string department, Digest hash, CancellationToken cancellationToken) =>
        clients.FindMigrations().FindAsync(new Uri(Address, $"{department}/log/"), hash, cancellationToken);

    private static List<NodeDepartment> Read(JsonNode? json)
    {
        try
        {
            var rows = (json as JsonArray)?.Select(row => new NodeDepartment(
                (string?)row?["id"] ?? "", OneLine.FromText((string?)row?["nameZh"] ?? "", 2 * DepartmentName.MaxLength),
                OneLine.FromText((string?)row?["nameEn"] ?? "", 2 * DepartmentName.MaxLength), (string?)row?["origin"] ?? "", (string?)row?["vkey"] ?? ""));

            // The id becomes part of addresses and file names, so its form is checked.
            return rows?.Take(MaxDepartments + 1).ToList() is { Count: <= MaxDepartments } read && read.All(one => DepartmentId.TryParse(one.Id, out _) && one.Origin.Length > 0)
                ? read
                : throw new FaultException(RunFaults.AnswerUnreadable, "/v1/departments");
        }
        catch (InvalidOperationException problem)
        {
            throw new FaultException(RunFaults.AnswerUnreadable, "/v1/departments", problem);
        }
    }

    private async Task<JsonNode?> GetAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(path, cancellationToken);
            return response.IsSuccessStatusCode
                ? JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken), documentOptions: JsonFiles.Strict)
                : throw (await NodeProblem.ReadAsync(response, cancellationToken)).ToException(path);
        }
        catch (JsonException problem)
        {
            throw new FaultException(RunFaults.AnswerUnreadable, path, problem);
        }
        catch (Exception problem) when (Outages.Includes(problem) && !cancellationToken.IsCancellationRequested)
        {
            throw new FaultException(RunFaults.Unreachable, Address.ToString(), problem);
        }
    }
}
