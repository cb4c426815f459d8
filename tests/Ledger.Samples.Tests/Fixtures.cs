using Ledger.Samples.Tests;

[assembly: AssemblyFixture(typeof(RecordTypes))]
