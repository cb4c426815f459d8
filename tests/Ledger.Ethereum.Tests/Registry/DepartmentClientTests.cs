using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Tests.Chain;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Registry;

/// <summary>What an operator can do alone.</summary>
public sealed class DepartmentClientTests(RealChain real)
{
    private static readonly Digest Thumbprint = Digest.Sha256([3, 2, 1]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Operator_ChangesItsUrlAndAccount_IsReadBack()
    {
        var (chain, department, client) = await NewAsync();
        var successor = OperatorKey.Generate();

        await client.SetNodeUrlAsync("https://education.example/node", Cancellation);
        await client.SetOperatorAsync(successor.Address, Cancellation);

        var facts = await new RegistryClient(chain).FindDepartmentAsync(department.Origin, Cancellation);
        Assert.Equal(("https://education.example/node", successor.Address), (facts!.NodeUrl, facts.Operator));
    }

    [Fact]
    public async Task AddRecordKey_MalformedKey_IsRefusedByName()
    {
        var (_, _, client) = await NewAsync();

        var exception = await Assert.ThrowsAsync<CallRevertedException>(
            async () => await client.AddRecordKeyAsync(new(Thumbprint, 1, [1, 2, 3], null, null), Cancellation));

        Assert.Equal("KeyMalformed", exception.ErrorName);
    }

    [Fact]
    public async Task AnyCommand_BySomebodyElse_IsRefusedByName()
    {
        var (chain, department, _) = await NewAsync();
        var other = await real.AdmitAsync(Cancellation);
        var client = new DepartmentClient(chain, other.Key, department.Origin);

        var exception = await Assert.ThrowsAsync<CallRevertedException>(async () => await client.RotateLogKeyAsync(Digest.Sha256([9]), Cancellation));

        Assert.Equal("NotTheOperator", exception.ErrorName);
    }

    [Fact]
    public async Task RotateLogKey_WhileSuspended_IsRefusedByName()
    {
        var (_, department, client) = await NewAsync();
        await real.GovernAsync(Cancellation, CouncilCall.Suspend(department.Origin));

        var exception = await Assert.ThrowsAsync<CallRevertedException>(async () => await client.RotateLogKeyAsync(Digest.Sha256([9]), Cancellation));

        Assert.Equal("DepartmentIsSuspended", exception.ErrorName);
    }

    [Fact]
    public async Task DeclareCompromised_BothKinds_AreReadBackAndOnlyMoveEarlier()
    {
        var (chain, department, client) = await NewAsync();
        await client.AddRecordKeyAsync(new(Thumbprint, 2, [.. new byte[31], 1], null, null), Cancellation);
        var registry = new RegistryClient(chain);

        var declared = await client.DeclareRecordKeyCompromisedAsync(Thumbprint, null, Cancellation);
        var since = declared.Block.Time.AddDays(-3);
        await client.DeclareRecordKeyCompromisedAsync(Thumbprint, since, Cancellation);
        var later = await Assert.ThrowsAsync<CallRevertedException>(
            async () => await client.DeclareRecordKeyCompromisedAsync(Thumbprint, declared.Block.Time, Cancellation));
        var tooFar = await Assert.ThrowsAsync<CallRevertedException>(
            async () => await client.DeclareLogKeyCompromisedAsync(department.LogKey, declared.Block.Time.AddDays(-31), Cancellation));
        await client.DeclareLogKeyCompromisedAsync(department.LogKey, since, Cancellation);

        Assert.Equal(since, Assert.Single(await registry.ReadRecordKeysAsync(department.Origin, Cancellation)).CompromisedSince);
        Assert.Equal(since, Assert.Single(await registry.ReadLogKeysAsync(department.Origin, Cancellation)).CompromisedSince);
        Assert.Equal(("AlreadyCompromised", "TimeTooLongAgo"), (later.ErrorName, tooFar.ErrorName));
    }

    [Fact]
    public async Task Send_AccountWithoutCoins_IsUnavailableNotRefused()
    {
        // An empty account cannot pay. The contract was not asked, so this must not look like its refusal.
        var (chain, department, client) = await NewAsync();
        var empty = OperatorKey.Generate();
        await client.SetOperatorAsync(empty.Address, Cancellation);

        await OutageAssert.ThrowsAsync(async () => await new DepartmentClient(chain, empty, department.Origin).SetNodeUrlAsync("u", Cancellation));
    }

    private async Task<(EthereumAnchorChain Chain, TestDepartment Department, DepartmentClient Client)> NewAsync()
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);
        return (chain, department, new DepartmentClient(chain, department.Key, department.Origin));
    }
}
