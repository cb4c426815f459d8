namespace Ledger.Verify.Chain;

/// <summary>A department in the registry. The keccak256 of <see cref="Origin"/>, the origin of its log, is its id.</summary>
public sealed record DepartmentFacts(
    string Origin, string NodeUrl, ChainAddress Operator, DateTimeOffset AdmittedAt, DateTimeOffset? SuspendedAt);
