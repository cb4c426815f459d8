namespace Ledger.Ethereum.Rpc;

/// <summary>How an endpoint was when it was last dealt with.</summary>
public enum EndpointState
{
    /// <summary>Not asked yet.</summary>
    Unknown,

    /// <summary>It answers, and its head is where it should be.</summary>
    Up,

    /// <summary>It answers, mostly with errors.</summary>
    Erring,

    /// <summary>Its head stays behind that of another endpoint.</summary>
    Behind,

    /// <summary>It does not answer.</summary>
    Silent,

    /// <summary>It answers, and refuses every request for the host name in its address.</summary>
    Refusing,

    /// <summary>It claims a head that it does not have itself, or that lies far above what several others agree on. Never asked.</summary>
    Unconfirmed,

    /// <summary>Its chain id or block 0 is another. Never asked.</summary>
    OtherChain,
}
