namespace Ledger.Ethereum.Registry;

/// <summary>In what a chain differs from the deployment that should be on it.</summary>
public enum DeploymentDifference
{
    /// <summary>It has another chain id.</summary>
    ChainId,

    /// <summary>It has another block 0.</summary>
    Genesis,

    /// <summary>There is no code at one of the addresses.</summary>
    NoContract,

    /// <summary>The code at one of the addresses is not what our contracts compile to.</summary>
    OtherCode,

    /// <summary>The registry does not name the two other contracts.</summary>
    OtherContracts,

    /// <summary>A deployment that was cut off was begun with another council.</summary>
    OtherCouncil,

    /// <summary>The contracts that are there have another council than the one that was asked for.</summary>
    CouncilDiffers,
}
