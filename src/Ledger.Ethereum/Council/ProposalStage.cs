namespace Ledger.Ethereum.Council;

/// <summary>How far a proposal has come.</summary>
public enum ProposalStage
{
    /// <summary>It needs more approvals.</summary>
    Open,

    /// <summary>It has its approvals and waits for the delay.</summary>
    Waiting,

    /// <summary>Any member may execute it.</summary>
    Ready,

    Executed,

    /// <summary>The council changed since it was made.</summary>
    Void,

    Expired,
}
