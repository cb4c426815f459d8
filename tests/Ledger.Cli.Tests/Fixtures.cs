using Ledger.Cli.Tests;
using Ledger.Cli.Tests.Sampling;

[assembly: AssemblyFixture(typeof(IssuedDepartment))]
[assembly: AssemblyFixture(typeof(RecordTypes))]
