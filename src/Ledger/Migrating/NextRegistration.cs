using System.Collections.Immutable;
using Ledger.Keys;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;

namespace Ledger.Migrating;

/// <summary>What the next chain's registry has of a department.</summary>
public sealed record NextRegistration(
    NextChain Chain, DepartmentFacts? Department, ImmutableArray<LogKeyFacts> LogKeys, ImmutableArray<RecordKeyFacts> RecordKeys, DateTimeOffset Now);
