using Ledger.Faults;

namespace Ledger.Migrating;

/// <summary>A fact in a migration record that is not so on the chain, and where.</summary>
public sealed record RecordDifference(Fault Fault, string Place);
