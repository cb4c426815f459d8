using System.Text.Json;
using System.Text.Unicode;
using Ledger.Anchoring;
using Ledger.Verify.Faults;
using Nethereum.JsonRpc.Client.RpcMessages;

namespace Ledger.Ethereum.Rpc;

/// <summary>
/// Reads JSON-RPC 2.0 answers and accepts only answers to exactly the calls made: strict JSON, each id once, a result or an error and not both. The
/// reader of Nethereum does not check this. Independent of HTTP.
/// </summary>
internal static class RpcEnvelope
{
    private const int MaxErrorText = 200;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <exception cref="FaultException">The body is not a JSON-RPC answer to exactly this call.</exception>
    public static RpcResponseMessage Read(ReadOnlyMemory<byte> body, RpcRequestMessage request)
    {
        using var document = Parse(body);
        return Equals(ReadId(document.RootElement), request.Id)
            ? ReadAnswer(document.RootElement, request)
            : throw NotJsonRpc("the answer does not carry the id of the question");
    }

    /// <summary>
    /// Reads the answers of a batch, in the order of the calls. Null when the endpoint refuses the whole batch with one error object.
    /// </summary>
    /// <exception cref="FaultException">The body is not a JSON-RPC answer to exactly these calls.</exception>
    public static RpcResponseMessage[]? ReadBatch(ReadOnlyMemory<byte> body, IReadOnlyList<RpcRequestMessage> requests)
    {
        using var document = Parse(body);
        var root = document.RootElement;
        if (root.ValueKind is not JsonValueKind.Array)
        {
            return root.ValueKind is JsonValueKind.Object && root.TryGetProperty("error", out _) ? null : throw NotJsonRpc("a batch was not answered with a list");
        }

        // The server may answer a batch in any order (section 6).
        var answers = new RpcResponseMessage?[requests.Count];
        foreach (var element in root.EnumerateArray())
        {
            var index = ReadId(element) - (long)requests[0].Id;
            if (index is not { } i || i < 0 || i >= answers.Length || answers[i] is not null)
            {
                throw NotJsonRpc("a batch was answered with an id that was not asked, or twice");
            }

            answers[i] = ReadAnswer(element, requests[(int)i]);
        }

        return [.. answers.Select(answer => answer ?? throw NotJsonRpc("a batch was answered in part"))];
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            // Otherwise text that is not valid Unicode would be found only when it is used.
            var reader = new Utf8JsonReader(Utf8.IsValid(body.Span) ? body.Span : throw new JsonException("Not UTF-8."), new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
            while (reader.Read())
            {
                _ = reader.ValueIsEscaped ? reader.GetString() : null;
            }

            return JsonDocument.Parse(body, Strict);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw ChainOutages.Create("The endpoint's answer is not JSON.", exception);
        }
    }

    /// <summary>Reads one answer. A null next to the other member counts as absent, because older nodes write both.</summary>
    private static RpcResponseMessage ReadAnswer(JsonElement element, RpcRequestMessage request)
    {
        var hasResult = element.TryGetProperty("result", out var result);
        if (element.TryGetProperty("error", out var error) && error.ValueKind is not JsonValueKind.Null)
        {
            return hasResult && result.ValueKind is not JsonValueKind.Null
                ? throw NotJsonRpc("an answer holds both a result and an error")
                : new RpcResponseMessage(request.Id, ReadError(error, request.Method));
        }

        // Cloned, because it must stay valid after the document is disposed.
        return hasResult
            ? new RpcResponseMessage(request.Id) { ResultSystemTextJson = result.Clone() }
            : throw NotJsonRpc("an answer holds neither result nor error");
    }

    private static NodeError ReadError(JsonElement error, string method) =>
        error.ValueKind is JsonValueKind.Object && error.TryGetProperty("code", out var code)
        && code.ValueKind is JsonValueKind.Number && code.TryGetInt64(out var number)
            ? new NodeError(method)
            {
                Code = (int)Math.Clamp(number, int.MinValue, int.MaxValue), // Nethereum stores 32 bits; the codes that we distinguish are small
                Message = error.TryGetProperty("message", out var text) && text.ValueKind is JsonValueKind.String ? Printable(text.GetString()!) : "",
                Data = error.TryGetProperty("data", out var data) ? RevertData(data) : null,
            }
            : throw NotJsonRpc("an error has no code");

    /// <summary>Returns the revert data. Nodes put it into <c>data</c> directly, or into an object in it.</summary>
    private static string? RevertData(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.String => data.GetString(),
        JsonValueKind.Object when data.TryGetProperty("data", out var inner) && inner.ValueKind is JsonValueKind.String => inner.GetString(),
        _ => null,
    };

    private static long? ReadId(JsonElement element) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.Number
        && id.TryGetInt64(out var number) ? number : null;

    /// <summary>Makes untrusted text printable: one line, limited length, no control characters.</summary>
    private static string Printable(string text) => string.Concat(text.Take(MaxErrorText).Select(c => char.IsControl(c) ? ' ' : c));

    private static FaultException NotJsonRpc(string what) => ChainOutages.Create($"The endpoint does not speak JSON-RPC: {what}.");
}
