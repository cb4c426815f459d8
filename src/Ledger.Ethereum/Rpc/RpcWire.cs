using System.Text;
using System.Text.Json;
using Ledger.Anchoring;

namespace Ledger.Ethereum.Rpc;

/// <summary>JSON-RPC 2.0 texts: writes a request or a batch, reads the answers back in the order of the calls. Knows nothing of HTTP.</summary>
internal static class RpcWire
{
    private const int MaxErrorText = 200;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>A single call is sent as an object, several as an array; ids run from <paramref name="firstId"/>.</summary>
    public static byte[] Write(IReadOnlyList<RpcCall> calls, long firstId)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (calls.Count == 1)
            {
                WriteCall(writer, calls[0], firstId);
            }
            else
            {
                writer.WriteStartArray();
                for (var i = 0; i < calls.Count; i++)
                {
                    WriteCall(writer, calls[i], firstId + i);
                }

                writer.WriteEndArray();
            }
        }

        return buffer.ToArray();
    }

    /// <exception cref="ChainUnavailableException">Not a JSON-RPC answer to exactly these calls.</exception>
    public static RpcAnswer[] Read(ReadOnlyMemory<byte> body, IReadOnlyList<RpcCall> calls, long firstId)
    {
        using var document = Parse(body);
        var root = document.RootElement;
        if (calls.Count == 1)
        {
            return root.ValueKind is JsonValueKind.Object && IdOf(root) == firstId
                ? [ReadAnswer(root, calls[0])]
                : throw Garbage("the answer does not carry the id of the question");
        }

        if (root.ValueKind is not JsonValueKind.Array)
        {
            // A node that refuses the batch as a whole answers with one error object and id null.
            throw root.ValueKind is JsonValueKind.Object && root.TryGetProperty("error", out var error)
                ? new RpcErrorException("a batch", ReadError(error))
                : Garbage("a batch was not answered with a list");
        }

        return Match(root, calls, firstId);
    }

    private static RpcAnswer[] Match(JsonElement root, IReadOnlyList<RpcCall> calls, long firstId)
    {
        // The server may answer a batch in any order (section 6).
        var answers = new RpcAnswer?[calls.Count];
        foreach (var element in root.EnumerateArray())
        {
            var index = (element.ValueKind is JsonValueKind.Object ? IdOf(element) : null) - firstId;
            if (index is not { } i || i < 0 || i >= calls.Count || answers[i] is not null)
            {
                throw Garbage("a batch was answered with an id that was not asked, or twice");
            }

            answers[i] = ReadAnswer(element, calls[(int)i]);
        }

        return [.. answers.Select(answer => answer ?? throw Garbage("a batch was answered in part"))];
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, Strict);
        }
        catch (JsonException exception)
        {
            throw new ChainUnavailableException("The endpoint's answer is not JSON.", exception);
        }
    }

    private static void WriteCall(Utf8JsonWriter writer, RpcCall call, long id)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc", "2.0");
        writer.WriteNumber("id", id);
        writer.WriteString("method", call.Method);
        writer.WritePropertyName("params");
        WriteValue(writer, call.Parameters);
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case IReadOnlyDictionary<string, object?> members:
                writer.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    writer.WritePropertyName(name);
                    WriteValue(writer, member);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable<object?> items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    WriteValue(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"A JSON-RPC parameter cannot be a {value.GetType().Name}.", nameof(value));
        }
    }

    private static RpcAnswer ReadAnswer(JsonElement element, RpcCall call)
    {
        var hasError = element.TryGetProperty("error", out var error) && error.ValueKind is not JsonValueKind.Null;
        var hasResult = element.TryGetProperty("result", out var result);
        if (hasError)
        {
            return new RpcAnswer(call.Method, default, ReadError(error));
        }

        // Cloned so that it outlives the document.
        return hasResult ? new RpcAnswer(call.Method, result.Clone(), null) : throw Garbage("an answer holds neither result nor error");
    }

    private static RpcError ReadError(JsonElement error)
    {
        if (error.ValueKind is not JsonValueKind.Object || !error.TryGetProperty("code", out var code) || !code.TryGetInt64(out var number))
        {
            throw Garbage("an error has no code");
        }

        var message = error.TryGetProperty("message", out var text) && text.ValueKind is JsonValueKind.String ? text.GetString()! : "";
        return new RpcError(number, Printable(message), error.TryGetProperty("data", out var data) ? RevertData(data) : null);
    }

    /// <summary>Nodes put revert data directly into <c>data</c>, or into an object within it.</summary>
    private static string? RevertData(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.String => data.GetString(),
        JsonValueKind.Object when data.TryGetProperty("data", out var inner) && inner.ValueKind is JsonValueKind.String => inner.GetString(),
        _ => null,
    };

    private static long? IdOf(JsonElement element) =>
        element.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.Number && id.TryGetInt64(out var number) ? number : null;

    /// <summary>A stranger's text: one line, bounded, no control characters.</summary>
    private static string Printable(string text)
    {
        var line = new StringBuilder();
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MaxErrorText)))
        {
            line.Append(char.IsControl(c) ? ' ' : c);
        }

        return line.ToString();
    }

    private static ChainUnavailableException Garbage(string what) => new($"The endpoint does not speak JSON-RPC: {what}.");
}
