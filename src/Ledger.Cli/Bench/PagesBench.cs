using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Ledger.Cli.Bench;

/// <summary>
/// Measures the pages of a node: those for anybody, and those of a resident with many records. The node is the built service with its embedded chain, and
/// one caller asks, so that the figures are the time of the server. The limit is <see cref="BareServer"/>, with requests and answers of the same lengths,
/// in turns with the node.
/// </summary>
/// <param name="records">The records in the node's log. A tenth of them is about the resident.</param>
/// <param name="views">How often each page is asked for.</param>
/// <param name="service">The assembly of the service.</param>
/// <param name="bare">The assembly of <c>Ledger.BareHttp</c>.</param>
/// <param name="folder">The folder of the benchmark.</param>
internal sealed class PagesBench(int records, int views, string service, string bare, string folder)
{
    private const int Rounds = 3;
    private const int OneOf = 10;
    private const int LinesPerBatch = 5_000;
    private const string RecordsPath = $"/v1/departments/{BenchDepartment.Name}/records";

    /// <summary>Runs the measurement.</summary>
    /// <exception cref="InvalidOperationException">A request was refused, or the resident has no records, so the measurement has no meaning.</exception>
    public async Task<JsonObject> RunAsync(Action<double> report, CancellationToken cancellationToken)
    {
        await using var node = await MeasuredNode.StartAsync(service, folder, cancellationToken);
        var own = 0;
        string? first = null;
        await foreach (var answer in IssueAsync(node, done => report(done * 0.6), cancellationToken))
        {
            own += answer.IsOwn ? 1 : 0;
            first ??= answer.IsOwn ? answer.Id : null;
        }

        await using var limit = await BareServer.StartAsync(bare, folder, cancellationToken);
        var both = new HttpComparison(node, limit);
        using var browser = new SignedInBrowser(node.Address);
        var session = await browser.SignInAsync("resident", cancellationToken);
        var bundle = await FetchBundleAsync(node, first ?? throw new InvalidOperationException("The resident has no records."), cancellationToken);
        var figures = new JsonObject { ["bench"] = "pages", ["records"] = records, ["recordsOfTheResident"] = own };
        (string Name, Func<HttpRequestMessage> Next)[] pages =
        [
            ("home", () => Page("/")),
            ("check", () => Page("/check")),
            ("checkFile", () => CheckFile(bundle)),
            ("myRecords", () => Page("/my/records", session)),
            ("myRecord", () => Page($"/my/records/{BenchDepartment.Name}/{first}", session)),
            ("myReads", () => Page("/my/reads", session)),
            ("myShares", () => Page("/my/shares", session)),
        ];
        foreach (var (place, (name, next)) in pages.Index())
        {
            await both.MeasureAsync(new HttpWork(1, next, next), 1, Math.Min(views, 50), cancellationToken); // Compiles the code.
            figures[name] = await both.MeasureAsync(new HttpWork(1, next, next), Rounds, Math.Max(1, views / Rounds), cancellationToken);
            report(0.6 + (0.4 * (place + 1) / pages.Length));
        }

        return figures;
    }

    // Issues the records of the sample city, with one of the resident after each nine others.
    private async IAsyncEnumerable<(string Id, bool IsOwn)> IssueAsync(
        MeasuredNode node, Action<double> report, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "city.jsonl");
        BenchDepartment.WriteLines(path, records);
        var pattern = BenchDepartment.ReadRecordOfTheDemonstration();
        var done = 0;
        foreach (var chunk in File.ReadLines(path).Select((line, number) => number % OneOf == 0 ? (Line: Renumber(pattern, number), IsOwn: true) : (Line: line, IsOwn: false)).Chunk(LinesPerBatch))
        {
            var request = node.Request(HttpMethod.Post, RecordsPath + "/batch");
            request.Content = new StringContent(string.Join('\n', chunk.Select(line => line.Line)), Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } };
            var answers = (await node.Callers.ReadAsync(request, cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            foreach (var (answer, line) in answers.Zip(chunk))
            {
                yield return (JsonNode.Parse(answer)!["id"]?.GetValue<string>() ?? throw new InvalidOperationException($"A line was refused: {answer}"), line.IsOwn);
            }

            done += chunk.Length;
            report((double)done / records);
        }
    }

    private static string Renumber(JsonObject pattern, int number)
    {
        var record = pattern.DeepClone();
        record["key"] = $"bench-{number}";
        record["claims"]!["document_number"] = $"测量〔2026〕{number}号"; // Not null: each record of the sample city has claims.
        return record.ToJsonString();
    }

    // With its anchor, so that a check has to look at everything. A verifier's token is not logged as a look.
    private static async Task<byte[]> FetchBundleAsync(MeasuredNode node, string id, CancellationToken cancellationToken)
    {
        var request = node.ReadRequest($"{RecordsPath}/{id}/bundle");
        request.Headers.Add("Prefer", "wait=30");
        return Encoding.UTF8.GetBytes(await node.Callers.ReadAsync(request, cancellationToken));
    }

    private static HttpRequestMessage Page(string path, string? cookies = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Encoding", "gzip, br");
        if (cookies is not null)
        {
            request.Headers.Add("Cookie", cookies);
        }

        return request;
    }

    private static HttpRequestMessage CheckFile(byte[] bundle)
    {
        var request = Page("/check?handler=File");
        request.Method = HttpMethod.Post;
        request.Content = new MultipartFormDataContent { { new ByteArrayContent(bundle), "file", "record.ledger.json" } };
        return request;
    }
}
