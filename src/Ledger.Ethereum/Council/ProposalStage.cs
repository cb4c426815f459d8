namespace Ledger.Ethereum.Council;

/// <summary>The progress of a proposal.</summary>
public enum ProposalStage
{
    /// <summary>It needs more approvals.</summary>
    Open,

    /// <summary>It has enough approvals and waits for the delay.</summary>
    Waiting,

    /// <summary>Any member may execute it.</summary>
    Ready,

    Executed,

    /// <summary>The council changed after the proposal was made.</summary>
    Void,

    Expired,
}
