namespace Ledger.Ethereum.Rpc;

/// <summary>What a node's answer to a sent transaction means. Clients share no error codes, so the text of the message decides.</summary>
internal enum SendRefusal
{
    /// <summary>It has the transaction already: as good as taken.</summary>
    Known,

    /// <summary>The account has used the nonce.</summary>
    NonceUsed,

    /// <summary>One with the same nonce waits there, and this one does not offer enough more.</summary>
    ReplacementUnderpriced,

    /// <summary>It offers less than the node or the next block wants.</summary>
    Underpriced,

    /// <summary>The account cannot pay.</summary>
    FundsMissing,

    /// <summary>Anything else: permissions, limits, a full pool.</summary>
    Other,
}
