using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Anchoring;
using Ledger.Cli.Commands;
using Ledger.Cli.Output;
using Ledger.Departments;
using Ledger.Verify.Chain;

namespace Ledger.Cli.NodeAuditing;

/// <summary>Audits every department of a node, or those that are named, side by side.</summary>
internal sealed class NodeAudit(AuditMeans means)
{
    private const int SideBySide = 4;
    private const int MaxDepartments = 10_000;

    public async Task<NodeAuditReport> RunAsync(IReadOnlyCollection<string> wanted, Action<double> report, CancellationToken cancellationToken)
    {
        var at = TimeProvider.System.GetUtcNow();
        var departments = await ListAsync(wanted, cancellationToken);
        var unlisted = wanted.Count > 0 ? [] : await DueDepartments.FindUnlistedAsync(means, [.. departments.Select(one => one.Id)], cancellationToken);
        var source = await FindSourceAsync(cancellationToken);
        var shares = new double[departments.Count];
        var results = new DepartmentResult[departments.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };
        var (_, time) = await DepartmentResult.TimedAsync(async () =>
        {
            await Parallel.ForAsync(0, departments.Count, options, async (i, token) => results[i] = await new DepartmentAuditor(means, departments[i]).RunAsync(
                share =>
                {
                    shares[i] = share;
                    report(shares.Average());
                },
                token));
            return true;
        });
        return new NodeAuditReport(means.Node, at, time, source, [.. results, .. unlisted]);
    }

    private async Task<ChainSource?> FindSourceAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await means.Chain.ReadSourceAsync(cancellationToken);
        }
        catch (ChainUnavailableException)
        {
            return null; // Each department's audit says so with what was answered.
        }
    }

    private async Task<IReadOnlyList<NodeDepartment>> ListAsync(IReadOnlyCollection<string> wanted, CancellationToken cancellationToken)
    {
        var listed = Read(await GetAsync("v1/departments", cancellationToken));
        if (wanted.Except(listed.Select(one => one.Id)).ToList() is [var unknown, ..])
        {
            throw new CliException(CliFaults.NotFound, unknown);
        }

        return [.. listed.Where(one => wanted.Count == 0 || wanted.Contains(one.Id)).OrderBy(one => one.Id, StringComparer.Ordinal)];
    }

    private static List<NodeDepartment> Read(JsonNode? json)
    {
        try
        {
            var rows = (json as JsonArray)?.Select(row => new NodeDepartment(
                (string?)row?["id"] ?? "", OneLine.Of((string?)row?["nameZh"] ?? "", 2 * DepartmentName.MaxLength),
                OneLine.Of((string?)row?["nameEn"] ?? "", 2 * DepartmentName.MaxLength), (string?)row?["origin"] ?? "", (string?)row?["vkey"] ?? ""));

            // The id becomes part of addresses and file names.
            return rows?.Take(MaxDepartments + 1).ToList() is { Count: <= MaxDepartments } read && read.All(one => DepartmentId.TryParse(one.Id, out _) && one.Origin.Length > 0)
                ? read
                : throw new CliException(CliFaults.AnswerUnreadable, "/v1/departments");
        }
        catch (InvalidOperationException problem)
        {
            throw new CliException(CliFaults.AnswerUnreadable, "/v1/departments", problem);
        }
    }

    private async Task<JsonNode?> GetAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await means.Http.GetAsync(path, cancellationToken);
            return response.IsSuccessStatusCode
                ? JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken))
                : throw (await NodeProblem.ReadAsync(response, cancellationToken)).ToException(path);
        }
        catch (JsonException problem)
        {
            throw new CliException(CliFaults.AnswerUnreadable, path, problem);
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new CliException(CliFaults.Unreachable, means.Node.ToString(), problem);
        }
    }
}
