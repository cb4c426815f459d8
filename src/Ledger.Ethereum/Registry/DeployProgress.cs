namespace Ledger.Ethereum.Registry;

/// <summary>The current step of a deployment; <paramref name="Step"/> of <paramref name="Steps"/> are done.</summary>
public sealed record DeployProgress(int Step, int Steps, string What);
