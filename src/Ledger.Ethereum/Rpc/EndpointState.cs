namespace Ledger.Ethereum.Rpc;

/// <summary>The last known state of an endpoint.</summary>
public enum EndpointState
{
    /// <summary>Not asked yet.</summary>
    Unknown,

    /// <summary>It answers, and its head is current.</summary>
    Up,

    /// <summary>It answers mostly with errors.</summary>
    Erring,

    /// <summary>Its head stays behind that of another endpoint.</summary>
    Behind,

    /// <summary>It does not answer.</summary>
    Silent,

    /// <summary>It answers but refuses every request because of the host name in its address.</summary>
    Refusing,

    /// <summary>It claims a head that it does not have itself, or that is far above what several others agree on. It is not asked.</summary>
    Unconfirmed,

    /// <summary>It has another chain id or another block 0. It is not asked.</summary>
    OtherChain,
}
