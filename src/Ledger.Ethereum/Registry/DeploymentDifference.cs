namespace Ledger.Ethereum.Registry;

/// <summary>How a chain differs from the expected deployment.</summary>
public enum DeploymentDifference
{
    /// <summary>It has another chain id.</summary>
    ChainId,

    /// <summary>It has another block 0.</summary>
    Genesis,

    /// <summary>There is no code at one of the addresses.</summary>
    NoContract,

    /// <summary>The code at one of the addresses is not that of our contracts.</summary>
    OtherCode,

    /// <summary>The registry does not name the two other contracts.</summary>
    OtherContracts,

    /// <summary>An interrupted deployment was started with another council.</summary>
    OtherCouncil,

    /// <summary>The existing contracts have another council than the requested one.</summary>
    CouncilDiffers,
}
