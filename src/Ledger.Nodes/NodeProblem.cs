using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Nodes;

/// <summary>An answer of a node that is an error (RFC 9457): its status, and the node's own code and sentences. Immutable.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The node's code; empty where something on the way answered, and not the node.</param>
/// <param name="Title">Its sentences in both languages; empty without a code.</param>
internal sealed record NodeProblem(HttpStatusCode Status, string Code, string Title)
{
    private const int MaxBody = 64 * 1024;
    private const int MaxText = 400;

    /// <summary>Whether the node itself answered.</summary>
    public bool IsFromNode => Code.Length > 0;

    /// <summary>Why a command could not go on: the node refused, or something else answered in its place.</summary>
    public FaultException ToException(string place) => new(
        IsFromNode ? RunFaults.Refused : RunFaults.Unreachable, place.Length > 0 ? $"{place}: {this}" : ToString(), new HttpRequestException(null, null, Status))
    {
        Reason = ToString(),
    };

    /// <summary>Reads an answer. Whatever stands in it, this does not throw for it.</summary>
    public static NodeProblem FromBody(HttpStatusCode status, ReadOnlySpan<byte> body)
    {
        try
        {
            if (body.Length <= MaxBody && JsonNode.Parse(body) is JsonObject problem && TextOf(problem["code"]) is { Length: > 0 } code)
            {
                return new NodeProblem(status, code, $"{TextOf(problem["title"])} {TextOf((problem["zh"] as JsonObject)?["title"])}".Trim());
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException)
        {
            // Something on the way answered, not the node; its status is all there is to tell.
        }

        return new NodeProblem(status, "", "");
    }

    /// <summary>Reads an error answer to its end, or up to a length at which it is none of a node's.</summary>
    public static async Task<NodeProblem> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MaxBody];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return FromBody(response.StatusCode, bytes.AsSpan(0, length));
    }

    /// <summary>On one line: the status, then the code and both sentences.</summary>
    public override string ToString()
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)Status}");
        return IsFromNode ? $"{status} {Code} {Title}".TrimEnd() : status;
    }

    // The node is somebody else's: what it says is put on one line, and not at any length.
    private static string TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? OneLine.FromText(text, MaxText) : "";
}
