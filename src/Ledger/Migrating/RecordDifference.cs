using Ledger.Verify.Faults;

namespace Ledger.Migrating;

/// <summary>A fact in a migration record that differs from the chain, and its place in the record.</summary>
public sealed record RecordDifference(Fault Fault, string Place);
