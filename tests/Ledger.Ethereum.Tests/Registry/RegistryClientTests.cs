using Ledger.Anchoring;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Tests.Chain;
using Ledger.Ethereum.Transactions;
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
        Assert.Equal(EthereumAnchorChain.DepartmentId(department.Origin), await registry.FindDepartmentOfOperatorAsync(department.Key.Address, Cancellation));
        Assert.Equal(real.Owner.Address, await registry.ReadOwnerAsync(Cancellation));
    }

    [Fact]
    public async Task Find_Unknown_IsNull()
    {
        var registry = new RegistryClient(await real.GetAsync());

        Assert.Null(await registry.FindDepartmentAsync("nobody.example/log", Cancellation));
        Assert.Null(await registry.FindDepartmentOfOperatorAsync(OperatorKey.Generate().Address, Cancellation));
        Assert.Null(await registry.FindTypeAsync("nothing", Cancellation));
        Assert.Empty(await registry.ReadLogKeysAsync("nobody.example/log", Cancellation));
        Assert.Empty(await registry.ReadRecordKeysAsync("nobody.example/log", Cancellation));
        Assert.Empty(await registry.ReadAuthoritiesAsync("nobody.example/log", "nothing", Cancellation));
    }

    [Fact]
    public async Task Admit_Twice_IsRefusedByName()
    {
        var department = await real.AdmitAsync(Cancellation);

        var exception = await Assert.ThrowsAsync<CallRevertedException>(() => real.GovernAsync(
            registry => registry.AdmitAsync(real.Owner, department.Origin, OperatorKey.Generate().Address, "u", Digest.Sha256([1]), Cancellation), Cancellation));

        Assert.Equal("DepartmentExists", exception.ErrorName);
    }

    [Fact]
    public async Task Admit_ByAStranger_IsRefusedByName()
    {
        var department = await real.AdmitAsync(Cancellation);

        var exception = await Assert.ThrowsAsync<CallRevertedException>(async () => await new RegistryClient(await real.GetAsync())
            .SuspendAsync(department.Key, department.Origin, Cancellation));

        Assert.Equal("NotGovernance", exception.ErrorName);
    }

    [Fact]
    public async Task Types_RegisteredAuthorisedAndTakenBack_KeepTheirIntervals()
    {
        var registry = new RegistryClient(await real.GetAsync());
        var department = await real.AdmitAsync(Cancellation);
        var types = Enumerable.Range(1, 18).Select(i => $"https://city.example/vct/{department.Key.Address}/{i}").ToArray();

        var registered = await real.GovernAsync(
            governor => governor.RegisterTypesAsync(
                real.Owner, [.. types.Select(type => new RecordTypeRegistration(type, Digest.Sha256([1])))], Cancellation),
            Cancellation);
        var authorised = await real.GovernAsync(governor => governor.AuthoriseTypesAsync(real.Owner, department.Origin, types, Cancellation), Cancellation);
        var ended = await real.GovernAsync(governor => governor.DeauthoriseAsync(real.Owner, department.Origin, types[0], Cancellation), Cancellation);

        Assert.Equal(types[5], (await registry.FindTypeAsync(types[5], Cancellation))!.Uri);
        Assert.Equal(ended.Block.Time, Assert.Single(await registry.ReadAuthoritiesAsync(department.Origin, types[0], Cancellation)).Until);
        Assert.Null(Assert.Single(await registry.ReadAuthoritiesAsync(department.Origin, types[1], Cancellation)).Until);
        TestContext.Current.TestOutputHelper?.WriteLine($"gas: register 18 types {registered.GasUsed}, authorise 18 types {authorised.GasUsed}");
    }

    [Fact]
    public async Task Operator_ChangesItsUrlAndAccount_IsReadBack()
    {
        var registry = new RegistryClient(await real.GetAsync());
        var department = await real.AdmitAsync(Cancellation);
        var successor = OperatorKey.Generate();

        await registry.SetNodeUrlAsync(department.Key, department.Origin, "https://教育.example", Cancellation);
        await registry.SetOperatorAsync(department.Key, department.Origin, successor.Address, Cancellation);

        var facts = await registry.FindDepartmentAsync(department.Origin, Cancellation);
        Assert.Equal(("https://教育.example", successor.Address), (facts!.NodeUrl, facts.Operator));
    }

    [Fact]
    public async Task AddRecordKey_MalformedKey_IsRefusedByName()
    {
        var department = await real.AdmitAsync(Cancellation);

        var exception = await Assert.ThrowsAsync<CallRevertedException>(async () => await new RegistryClient(await real.GetAsync())
            .AddRecordKeyAsync(department.Key, department.Origin, new(Digest.Sha256([1]), 1, [1, 2, 3], null, null), Cancellation));

        Assert.Equal("KeyMalformed", exception.ErrorName);
    }

    [Fact]
    public async Task Send_AccountWithoutCoins_IsUnavailableNotRefused()
    {
        // An empty account cannot pay: the contract has not been asked, so this must not read as its refusal.
        var department = await real.AdmitAsync(Cancellation);
        var empty = OperatorKey.Generate();
        var registry = new RegistryClient(await real.GetAsync());
        await registry.SetOperatorAsync(department.Key, department.Origin, empty.Address, Cancellation);

        await Assert.ThrowsAnyAsync<ChainUnavailableException>(
            async () => await registry.SetNodeUrlAsync(empty, department.Origin, "u", Cancellation));
    }
}
