namespace Ledger.Ethereum.Rpc;

/// <summary>The meaning of a refused transaction. Clients have no common error codes, so the text of the message decides.</summary>
internal enum SendRefusal
{
    /// <summary>The node has the transaction already, which counts as accepted.</summary>
    Known,

    /// <summary>The account has already used the nonce.</summary>
    NonceUsed,

    /// <summary>A transaction with the same nonce is waiting, and this one does not offer a price high enough to replace it.</summary>
    ReplacementUnderpriced,

    /// <summary>It offers a lower price than the node or the next block requires.</summary>
    Underpriced,

    /// <summary>The account does not have enough coins.</summary>
    FundsMissing,

    /// <summary>Any other reason: permissions, limits, a full pool.</summary>
    Other,
}
