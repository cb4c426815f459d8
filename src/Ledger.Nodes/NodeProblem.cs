using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Nodes;

/// <summary>An error answer (RFC 9457): its status, and the node's code, title and first reasons. Immutable.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The node's code. Empty if another server answered, such as a proxy.</param>
/// <param name="Title">The title in both languages, and the first reasons. Empty without a code.</param>
internal sealed record NodeProblem(HttpStatusCode Status, string Code, string Title)
{
    private const int MaxBody = 64 * 1024;
    private const int MaxText = 400;
    private const int MostReasons = 3;

    /// <summary>Whether the node itself answered.</summary>
    public bool IsFromNode => Code.Length > 0;

    /// <summary>Creates the exception: the node rejected the request, or another server answered in its place.</summary>
    public FaultException ToException(string place) => new(
        IsFromNode ? RunFaults.Refused : RunFaults.Unreachable, place.Length > 0 ? $"{place}: {this}" : ToString(), new HttpRequestException(null, null, Status))
    {
        Reason = ToString(),
    };

    /// <summary>Reads the body of an answer. Never throws, whatever the body contains.</summary>
    public static NodeProblem FromBody(HttpStatusCode status, ReadOnlySpan<byte> body)
    {
        try
        {
            if (body.Length <= MaxBody && JsonNode.Parse(body) is JsonObject problem && ReadText(problem["code"]) is { Length: > 0 } code)
            {
                var title = $"{ReadText(problem["title"])} {ReadText((problem["zh"] as JsonObject)?["title"])}";
                return new NodeProblem(status, code, string.Join(' ', ReadReasons(problem["errors"]).Prepend(title.Trim())).Trim());
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException)
        {
            // Another server answered, such as a proxy. Only its status is useful.
        }

        return new NodeProblem(status, "", "");
    }

    /// <summary>Reads an error answer. Stops at a length that no answer of a node has.</summary>
    public static async Task<NodeProblem> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MaxBody];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return FromBody(response.StatusCode, bytes.AsSpan(0, length));
    }

    /// <summary>Returns one line with the status, the code and the title.</summary>
    public override string ToString()
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)Status}");
        return IsFromNode ? $"{status} {Code} {Title}".TrimEnd() : status;
    }

    private static IEnumerable<string> ReadReasons(JsonNode? errors) => (errors as JsonArray ?? []).OfType<JsonObject>().Take(MostReasons)
        .Select(error => $"{ReadText(error["path"])} {ReadText(error["en"])} {ReadText(error["zh"])}".Trim());

    // A node is not trusted, so its text is cut to one short line.
    private static string ReadText(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? OneLine.FromText(text, MaxText) : "";
}
