namespace Ledger.Ethereum.Registry;

/// <summary>Reports that the chain is another one or does not have the expected contracts. Nothing was changed.</summary>
public sealed class DeploymentMismatchException(DeploymentDifference difference, string message) : Exception(message)
{
    public DeploymentDifference Difference { get; } = difference;
}
