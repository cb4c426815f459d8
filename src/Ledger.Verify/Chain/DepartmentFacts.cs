namespace Ledger.Verify.Chain;

/// <summary>A department in the registry. Its id is the keccak256 of <see cref="Origin"/>, the origin of its log.</summary>
public sealed record DepartmentFacts(
    string Origin, string NodeUrl, ChainAddress Operator, DateTimeOffset AdmittedAt, DateTimeOffset? SuspendedAt);
