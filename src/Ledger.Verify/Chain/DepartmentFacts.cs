namespace Ledger.Verify.Chain;

/// <summary>A department as the registry has it. <see cref="Origin"/> is the log origin whose keccak256 is the department's id.</summary>
public sealed record DepartmentFacts(
    string Origin, string NodeUrl, ChainAddress Operator, DateTimeOffset AdmittedAt, DateTimeOffset? SuspendedAt);
