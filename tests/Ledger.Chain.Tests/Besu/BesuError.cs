namespace Ledger.Chain.Tests.Besu;

/// <summary>An error with the code and message of Besu (besu-eth/besu, <c>ethereum/api/…/jsonrpc/internal/response/RpcErrorType.java</c>). Immutable.</summary>
internal sealed record BesuError(int Code, string Message, string? Data = null)
{
    public static readonly BesuError ParseError = new(-32700, "Parse error");
    public static readonly BesuError InvalidRequest = new(-32600, "Invalid Request");
    public static readonly BesuError MethodNotFound = new(-32601, "Method not found");
    public static readonly BesuError MethodNotEnabled = new(-32604, "Method not enabled");
    public static readonly BesuError InvalidParams = new(-32602, "Invalid params");
    public static readonly BesuError InternalError = new(-32603, "Internal error");
    public static readonly BesuError UnknownBlock = new(-39001, "Unknown block");
    public static readonly BesuError BlockNotFound = new(-32000, "Block not found");
    public static readonly BesuError RangeTooLarge = new(-32005, "Requested range exceeds maximum RPC range limit");
    public static readonly BesuError BatchTooLarge = new(-32005, "Number of requests exceeds max batch size");
    public static readonly BesuError SenderNotAuthorized = new(-32007, "Sender account not authorized to send transactions");
    public static readonly BesuError NonceTooLow = new(-32001, "Nonce too low");
    public static readonly BesuError KnownTransaction = new(-32000, "Known transaction");
    public static readonly BesuError ReplacementUnderpriced = new(-32000, "Replacement transaction underpriced");
    public static readonly BesuError BalanceTooLow = new(-32004, "Upfront cost exceeds account balance");

    /// <summary>
    /// A call that the contract refused. The data comes from the contract. Besu decodes only <c>Error(string)</c> into the message
    /// (<c>JsonRpcErrorResponse.decodeRevertReason</c>), and our contracts do not use that. The code was -32000 before 2025.
    /// </summary>
    public static BesuError Reverted(string? data) => new(3, "Execution reverted", data);
}
