using Ledger.Anchoring;
using Ledger.Verify.Faults;
using Nethereum.JsonRpc.Client.RpcMessages;

namespace Ledger.Ethereum.Rpc;

/// <summary>Interprets the messages of geth, Besu, Nethermind, Erigon, Reth, anvil and ethereumjs.</summary>
internal static class SendRefusals
{
    // The order matters: "replacement transaction underpriced" also contains "underpriced".
    private static readonly (SendRefusal Meaning, string[] Words)[] Table =
    [
        (SendRefusal.Known, ["already known", "known transaction", "already imported", "already exists", "alreadyknown", "already in mempool", "already in the txpool", "already in the transaction pool"]),
        (SendRefusal.NonceUsed, ["nonce too low", "nonce is too low", "oldnonce", "nonce has already been used", "nonce_too_low"]),
        (SendRefusal.ReplacementUnderpriced, ["replacement", "replacementnotallowed", "tries to replace"]),
        (SendRefusal.Underpriced,
        [
            "underpriced", "below configured minimum gas price", "minimum gas price", "gas price too low", "gasprice too low", "feetoolow", "fee too low",
            "less than block base fee", "base fee exceeds gas limit", "fee cap", "feecap",
        ]),
        (SendRefusal.FundsMissing, ["insufficient funds", "insufficientfunds", "insufficient balance", "exceeds account balance", "have enough funds", "overshot"]),
    ];

    public static SendRefusal Classify(RpcError error)
    {
        var message = error.Message.ToLowerInvariant();
        return Array.Find(Table, row => Array.Exists(row.Words, message.Contains)) is { Words: not null } found ? found.Meaning : SendRefusal.Other;
    }

    /// <summary>
    /// Converts a refusal to the exception for the sender. <see cref="SendRefusal.Known"/> and <see cref="SendRefusal.NonceUsed"/> are not
    /// refusals.
    /// </summary>
    public static FaultException ToException(SendRefusal meaning, RpcError error) => meaning switch
    {
        SendRefusal.ReplacementUnderpriced => new UnderpricedException(isReplacement: true, Text(error)),
        SendRefusal.Underpriced => new UnderpricedException(isReplacement: false, Text(error)),
        SendRefusal.FundsMissing => new FaultException(AnchoringFaults.FundsMissing, Text(error)),
        SendRefusal.Other => new FaultException(AnchoringFaults.TransactionRefused, Text(error)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Text(RpcError error) => $"The node answered {error.Code}: {error.Message}";
}
