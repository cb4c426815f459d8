using Ledger.Cli.Tests;

[assembly: AssemblyFixture(typeof(IssuedDepartment))]
