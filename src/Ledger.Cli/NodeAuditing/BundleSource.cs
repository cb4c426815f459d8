using System.Net;
using System.Net.Http.Headers;
using Ledger.Cli.Commands;
using Ledger.Cli.Output;
using Ledger.Sealing;
using Ledger.Verify.Bundles;

namespace Ledger.Cli.NodeAuditing;

/// <summary>What a node said when it was asked for a bundle.</summary>
/// <param name="Kind">Which of its answers.</param>
/// <param name="Bytes">The bundle, when it gave one.</param>
/// <param name="Detail">Its own code, when it gave none.</param>
internal sealed record BundleAnswer(BundleAnswerKind Kind, byte[] Bytes, string Detail);

internal enum BundleAnswerKind
{
    /// <summary>Here it is.</summary>
    Given,

    /// <summary>The node says that the record was erased.</summary>
    Erased,

    /// <summary>The node says that it has lost the record's content.</summary>
    Lost,

    /// <summary>There is no such record.</summary>
    Missing,

    /// <summary>The token is not good for it.</summary>
    Refused,

    /// <summary>Something is wrong with this record at the node.</summary>
    Failed,

    /// <summary>The answer is none of the node's.</summary>
    Unreadable,
}

/// <summary>Fetches bundles of one department, without disclosures. Safe for use from any thread.</summary>
internal sealed class BundleSource(HttpClient http, string department, string token)
{
    private const int Attempts = 3;
    private const string RecordNotFound = "LDG7001";

    private static readonly string Erased = SealingFaults.SubjectErased.Code;
    private static readonly string Lost = SealingFaults.PayloadLost.Code;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <exception cref="CliException">The node does not answer, or says that it cannot now.</exception>
    public async Task<BundleAnswer> FetchAsync(Guid record, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/departments/{department}/records/{record:D}/bundle?claims=");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.Add("Prefer", "wait=10"); // RFC 7240: the chain has the anchor; the node may see it a moment later.
            try
            {
                using var response = await http.SendAsync(request, cancellationToken);
                var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                var problem = NodeProblem.FromBody(response.StatusCode, body);
                if (Read(problem, body) is { } answer)
                {
                    return answer;
                }

                if (attempt == Attempts)
                {
                    throw problem.ToException("");
                }
            }
            catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested)
            {
                if (attempt == Attempts)
                {
                    throw new CliException(CliFaults.Unreachable, http.BaseAddress!.ToString(), problem); // Set by who made it.
                }
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Null when it may go better the next time.</summary>
    private static BundleAnswer? Read(NodeProblem problem, byte[] body) => problem.Status switch
    {
        HttpStatusCode.OK when body.Length <= RecordBundle.MaxLength => new(BundleAnswerKind.Given, body, ""),
        HttpStatusCode.Gone when problem.Code == Erased => new(BundleAnswerKind.Erased, [], Erased),
        HttpStatusCode.Gone when problem.Code == Lost => new(BundleAnswerKind.Lost, [], Lost),
        HttpStatusCode.Gone => new(BundleAnswerKind.Unreadable, [], problem.ToString()),
        HttpStatusCode.NotFound when problem.Code == RecordNotFound => new(BundleAnswerKind.Missing, [], RecordNotFound),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(BundleAnswerKind.Refused, [], problem.ToString()),
        HttpStatusCode.OK or HttpStatusCode.InternalServerError => new(BundleAnswerKind.Failed, [], problem.ToString()),
        _ => null,
    };
}
