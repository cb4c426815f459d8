using System.Text.Json;

namespace Ledger.Ethereum.Rpc;

/// <summary>One JSON-RPC call. Parameters are texts, booleans, nulls, arrays and dictionaries of these.</summary>
internal sealed record RpcCall(string Method, params IReadOnlyList<object?> Parameters);

/// <summary>An error object (JSON-RPC 2.0, section 5.1). <paramref name="Data"/> holds a contract's revert data where nodes give it.</summary>
internal sealed record RpcError(long Code, string Message, string? Data);

/// <summary>What one call was answered: a result (which may be null) or an error, never both.</summary>
internal sealed record RpcAnswer(string Method, JsonElement Result, RpcError? Error)
{
    /// <exception cref="RpcErrorException">The node answered with an error.</exception>
    public JsonElement Get() => Error is null ? Result : throw new RpcErrorException(Method, Error);
}

/// <summary>
/// The endpoint answered, and the answer is an error. Asking another endpoint the same is no cure, so this is kept apart from an
/// endpoint that did not answer.
/// </summary>
internal sealed class RpcErrorException(string method, RpcError error)
    : Ledger.Anchoring.ChainUnavailableException($"The chain answered {method} with error {error.Code}: {error.Message}")
{
    public RpcError Error { get; } = error;
}
