using System.Net;
using System.Net.Http.Headers;
using Ledger.Auditing.Nodes;
using Ledger.Verify.Bundles;
using Ledger.Verify.Faults;

namespace Ledger.Nodes;

/// <summary>Fetches bundles of one department, without disclosures. Safe for use from any thread.</summary>
/// <param name="http">The client, with the node's address as its base.</param>
/// <param name="department">The department's id.</param>
/// <param name="token">A token of the department.</param>
/// <param name="clock">The clock of the pauses between attempts.</param>
internal sealed class BundleSource(HttpClient http, string department, string token, TimeProvider clock) : IRecordBundles
{
    private const int Attempts = 3;
    private const string RecordNotFound = "LDG7001";

    private static readonly string Erased = SealingFaults.SubjectErased.Code;
    private static readonly string Lost = SealingFaults.PayloadLost.Code;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<BundleAnswer> FetchAsync(Guid record, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/departments/{department}/records/{record:D}/bundle?claims=");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.Add("Prefer", "wait=10"); // RFC 7240. The chain already has the anchor, but the node may see it a little later.
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
            catch (Exception problem) when (Outages.Includes(problem) && !cancellationToken.IsCancellationRequested)
            {
                if (attempt == Attempts)
                {
                    throw new FaultException(RunFaults.Unreachable, http.BaseAddress!.ToString(), problem); // The caller sets the base address.
                }
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <summary>Reads the answer. Null if a retry may help.</summary>
    private static BundleAnswer? Read(NodeProblem problem, byte[] body) => problem.Status switch
    {
        HttpStatusCode.OK when body.Length <= RecordBundle.MaxLength => new(BundleAnswerKind.Found, body, ""),
        HttpStatusCode.Gone when problem.Code == Erased => new(BundleAnswerKind.Erased, default, Erased),
        HttpStatusCode.Gone when problem.Code == Lost => new(BundleAnswerKind.Lost, default, Lost),
        HttpStatusCode.Gone => new(BundleAnswerKind.Unreadable, default, problem.ToString()),
        HttpStatusCode.NotFound when problem.Code == RecordNotFound => new(BundleAnswerKind.Missing, default, RecordNotFound),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(BundleAnswerKind.Refused, default, problem.ToString()),
        HttpStatusCode.OK or HttpStatusCode.InternalServerError => new(BundleAnswerKind.Failed, default, problem.ToString()),
        _ => null,
    };
}
