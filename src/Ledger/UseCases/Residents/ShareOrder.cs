using Ledger.Departments;
using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.Verify.RecordTypes;

namespace Ledger.UseCases.Residents;

/// <summary>What a resident wants to share.</summary>
/// <param name="Department">The department that issued the record.</param>
/// <param name="Record">The record.</param>
/// <param name="Paths">The claims to show. Empty for those that the record shows to everybody.</param>
/// <param name="Ends">The end, exclusive. Null for the usual life.</param>
/// <param name="Way">How she hands the code on.</param>
public sealed record ShareOrder(DepartmentId Department, RecordId Record, IReadOnlyList<ClaimPath> Paths, DateTimeOffset? Ends, ShareWay Way)
{
    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => $"ShareOrder {Record}";
}
