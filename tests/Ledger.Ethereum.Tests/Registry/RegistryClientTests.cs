using Ledger.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Tests.Chain;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Bundles;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Registry;

public sealed class RegistryClientTests(RealChain real)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Admit_Department_IsReadBack()
    {
        var registry = new RegistryClient(await real.GetAsync());

        var department = await real.AdmitAsync(Cancellation);

        var facts = await registry.FindDepartmentAsync(department.Origin, Cancellation);
        Assert.Equal((department.Origin, "http://127.0.0.1:5080", department.Key.Address), (facts!.Origin, facts.NodeUrl, facts.Operator));
        Assert.Equal(OnChainId.OfDepartment(department.Origin), await registry.FindDepartmentOfOperatorAsync(department.Key.Address, Cancellation));
        Assert.Contains(facts, await registry.ReadDepartmentsAsync(Cancellation));
    }

    [Fact]
    public async Task Find_Unknown_IsNull()
    {
        var registry = new RegistryClient(await real.GetAsync());

        Assert.Null(await registry.FindDepartmentAsync("nobody.example/log", Cancellation));
        Assert.Null(await registry.FindDepartmentOfOperatorAsync(OperatorKey.Generate().Address, Cancellation));
        Assert.Null(await registry.FindTypeAsync("nothing", Cancellation));
        Assert.Equal([null, null], await registry.FindTypesAsync(["nothing", "no"], Cancellation));
        Assert.Empty(await registry.ReadLogKeysAsync("nobody.example/log", Cancellation));
        Assert.Empty(await registry.ReadRecordKeysAsync("nobody.example/log", Cancellation));
        Assert.Empty(await registry.ReadAuthoritiesAsync("nobody.example/log", "nothing", Cancellation));
        Assert.Empty(Assert.Single(await registry.ReadAuthoritiesAsync("nobody.example/log", ["nothing"], Cancellation)));
        Assert.Null(await registry.FindMigrationAsync("nobody.example/log", Digest.Sha256([1]), Cancellation));
    }

    [Fact]
    public async Task Admit_Twice_IsRefusedByName()
    {
        var department = await real.AdmitAsync(Cancellation);

        var exception = await Assert.ThrowsAsync<CallRevertedException>(() => real.GovernAsync(
            Cancellation, CouncilCall.Admit(department.Origin, OperatorKey.Generate().Address, "u", Digest.Sha256([1]))));

        Assert.Equal("DepartmentExists", exception.ErrorName);
    }

    [Fact]
    public async Task Types_RegisteredAuthorisedAndTakenBack_KeepTheirIntervals()
    {
        var registry = new RegistryClient(await real.GetAsync());
        var department = await real.AdmitAsync(Cancellation);
        var types = Enumerable.Range(1, 18).Select(i => $"https://city.example/vct/{department.Key.Address}/{i}").ToArray();

        var registered = await real.GovernAsync(
            Cancellation, CouncilCall.RegisterTypes([.. types.Select(type => new RecordTypeRegistration(type, Digest.Sha256([1])))]));
        var authorised = await real.GovernAsync(Cancellation, CouncilCall.AuthoriseTypes(department.Origin, types));
        var ended = await real.GovernAsync(Cancellation, CouncilCall.Deauthorise(department.Origin, types[0]));

        Assert.Equal(types[5], (await registry.FindTypeAsync(types[5], Cancellation))!.Uri);
        Assert.Equal(types, (await registry.FindTypesAsync(types, Cancellation)).Select(type => type!.Uri));
        Assert.Equal(ended.Block.Time, Assert.Single(await registry.ReadAuthoritiesAsync(department.Origin, types[0], Cancellation)).Until);
        Assert.Null(Assert.Single(await registry.ReadAuthoritiesAsync(department.Origin, types[1], Cancellation)).Until);
        Assert.Equal([1, 1], (await registry.ReadAuthoritiesAsync(department.Origin, types[..2], Cancellation)).Select(found => found.Length));
        TestContext.Current.TestOutputHelper?.WriteLine($"gas: register 18 types {registered.GasUsed}, authorise 18 types {authorised.GasUsed}");
    }

    [Fact]
    public async Task Migration_Acknowledged_IsReadBackOnce()
    {
        var registry = new RegistryClient(await real.GetAsync());
        var department = await real.AdmitAsync(Cancellation);
        var record = Digest.Sha256(department.Key.ExportPrivateKey().AsSpan());
        var before = await registry.ReadChangeCountAsync(Cancellation);

        var recorded = await real.GovernAsync(Cancellation, CouncilCall.RecordMigration(department.Origin, record));
        var again = await Assert.ThrowsAsync<CallRevertedException>(
            () => real.GovernAsync(Cancellation, CouncilCall.RecordMigration(department.Origin, record)));

        Assert.Equal(new MigrationFacts(recorded.Block.Time, recorded.Block.Number), await registry.FindMigrationAsync(department.Origin, record, Cancellation));
        Assert.Equal("MigrationExists", again.ErrorName);
        Assert.True(await registry.ReadChangeCountAsync(Cancellation) > before);
    }
}
