using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;

namespace Ledger.Migrating;

/// <summary>What the registry of the next chain says about a department.</summary>
public sealed record NextRegistration(
    NextChain Chain, DepartmentFacts? Department, ImmutableArray<LogKeyFacts> LogKeys, ImmutableArray<RecordKeyFacts> RecordKeys, DateTimeOffset Now);
