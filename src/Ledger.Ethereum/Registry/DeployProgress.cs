namespace Ledger.Ethereum.Registry;

/// <summary>What deploying is doing now; <paramref name="Step"/> of <paramref name="Steps"/> is done.</summary>
public sealed record DeployProgress(int Step, int Steps, string What);
