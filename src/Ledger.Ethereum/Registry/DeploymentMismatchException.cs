namespace Ledger.Ethereum.Registry;

/// <summary>The chain is not the one it should be, or does not have the contracts it should have. Nothing was changed.</summary>
public sealed class DeploymentMismatchException(DeploymentDifference difference, string message) : Exception(message)
{
    public DeploymentDifference Difference { get; } = difference;
}
