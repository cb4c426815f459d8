using System.Text.Json;
using Ledger.Departments;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Tests.Chain;
using Ledger.Ethereum.Tests.Rpc;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Store.Contract;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Registry;

/// <summary>Only the operator of a department changes its keys, and an interrupted rotation is finished first.</summary>
public sealed class ChangeDepartmentKeysTests(RealChain real) : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-keys-").FullName;
    private readonly string _origin = $"{OperatorKey.Generate().Address}.example/parks/log";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DepartmentId Parks => DepartmentId.TryParse("parks", out var id) ? id : throw new InvalidOperationException();

    private DepartmentKeys Keys => new(new KeyFiles(_directory, FileMasterKey.FromBase64(Convert.ToBase64String(new byte[32]))), Parks, _origin);

    [Fact]
    public async Task Run_ByTheOperator_ChangesTheKeyAndReturnsTheOutcome()
    {
        var change = await AdmittedAsync(real);

        var outcome = await change.RunAsync(async rotation => await rotation.RegisterRecordKeyAsync(Cancellation), Cancellation);

        Assert.NotNull(outcome);
        using var record = Keys.Files.RecordKey(Parks);
        Assert.Equal(record.Thumbprint, Assert.Single(await new RegistryClient(await real.GetAsync()).ReadRecordKeysAsync(_origin, Cancellation)).Thumbprint);
    }

    [Fact]
    public async Task Run_DepartmentThatWasNeverAdmitted_IsRefusedAndChangesNothing()
    {
        var change = new ChangeDepartmentKeys(await real.GetAsync(), Keys);

        var problem = await FaultAssert.ThrowsAsync(GovernanceFaults.DepartmentUnknown, () => RunAsync(change));

        Assert.Equal(_origin, problem.Detail);
    }

    [Fact]
    public async Task Run_ByTheAccountOfAnotherOperator_IsRefusedWithBothAccounts()
    {
        var change = await AdmittedAsync(real);
        var (own, other) = (Keys.Account().Address, OperatorKey.Generate().Address);
        await new DepartmentClient(await real.GetAsync(), Keys.Account(), _origin).SetOperatorAsync(other, Cancellation);

        var problem = await FaultAssert.ThrowsAsync(GovernanceFaults.NotTheOperator, () => RunAsync(change));

        Assert.Equal($"{other}, not {own}", problem.Detail);
    }

    /// <summary>The registry already names the new account, so the old one would be refused as the operator.</summary>
    [Fact]
    public async Task Run_AfterAnInterruptedRotationOfTheAccount_PutsTheNewAccountInUseFirst()
    {
        var change = await AdmittedAsync(real);
        var successor = new OperatorKey(Keys.Files.StageAccountKey(Parks)).Address;
        await new DepartmentClient(await real.GetAsync(), Keys.Account(), _origin).SetOperatorAsync(successor, Cancellation);

        var account = await change.RunAsync(_ => Task.FromResult(Keys.Account().Address), Cancellation);

        Assert.Equal(successor, account);
    }

    [Fact]
    public async Task DeclareCompromised_BothKinds_AreInTheRegistry()
    {
        var change = await AdmittedAsync(real);
        await change.RunAsync(async rotation => await rotation.RegisterRecordKeyAsync(Cancellation), Cancellation);
        var chain = await real.GetAsync();
        var since = (await chain.ReadSourceAsync(Cancellation)).Latest.Time.AddDays(-3);
        using var record = Keys.Files.RecordKey(Parks);
        var registry = new RegistryClient(chain);

        await change.DeclareCompromisedAsync(record.Thumbprint, isRecordKey: true, since, Cancellation);
        var logKey = Assert.Single(await registry.ReadLogKeysAsync(_origin, Cancellation));
        await change.DeclareCompromisedAsync(ToDigest(logKey.PublicKey.AsSpan()), isRecordKey: false, since, Cancellation);

        Assert.Null(logKey.CompromisedSince);
        Assert.Equal(since, Assert.Single(await registry.ReadRecordKeysAsync(_origin, Cancellation)).CompromisedSince);
        Assert.Equal(since, Assert.Single(await registry.ReadLogKeysAsync(_origin, Cancellation)).CompromisedSince);
    }

    [Fact]
    public async Task DeclareCompromised_ByTheAccountOfAnotherOperator_IsRefused()
    {
        var change = await AdmittedAsync(real);
        await new DepartmentClient(await real.GetAsync(), Keys.Account(), _origin).SetOperatorAsync(OperatorKey.Generate().Address, Cancellation);

        await FaultAssert.ThrowsAsync(
            GovernanceFaults.NotTheOperator,
            () => change.DeclareCompromisedAsync(Digest.Sha256([1]), isRecordKey: true, DateTimeOffset.UnixEpoch, Cancellation));
    }

    /// <summary>A second transaction of the account could get the number of the first one. The chain is not shared, because it stops mining.</summary>
    [Fact]
    public async Task DeclareCompromised_WhileATransactionOfTheAccountWaits_IsRefused()
    {
        await using var own = new RealChain();
        var change = await AdmittedAsync(own);
        var chain = await own.GetAsync();
        await AskAsync(own, "evm_setAutomine", false);
        var waiting = new DepartmentClient(chain, Keys.Account(), _origin).SetNodeUrlAsync("http://m", Cancellation).AsTask();
        await UntilAsync(async () => (await AskAsync(own, "txpool_status")).GetProperty("pending").GetString() is not "0x0");

        await Assert.ThrowsAsync<AccountBusyException>(
            () => change.DeclareCompromisedAsync(ToDigest(LogKey), isRecordKey: false, DateTimeOffset.UnixEpoch, Cancellation));

        await AskAsync(own, "evm_setAutomine", true);
        await AskAsync(own, "anvil_mine", "0x1");
        await waiting;
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private ReadOnlySpan<byte> LogKey => Keys.Files.LogKey(Parks, _origin).Key.PublicKey.AsSpan();

    private static Digest ToDigest(ReadOnlySpan<byte> bytes) => Digest.TryRead(bytes, out var digest) ? digest : throw new InvalidOperationException();

    /// <summary>Runs a change that must not be reached.</summary>
    private static Task RunAsync(ChangeDepartmentKeys change) =>
        change.RunAsync<bool>(_ => throw new InvalidOperationException("The change was called."), Cancellation);

    private static async Task<JsonElement> AskAsync(RealChain chain, string method, params object?[] parameters) =>
        await Node.AskAsync((await chain.GetDevChainAsync()).Rpc, method, parameters);

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await holds())
        {
            await ticks.WaitForNextTickAsync(Cancellation);
        }
    }

    /// <summary>Admits the department with its account as the operator.</summary>
    private async Task<ChangeDepartmentKeys> AdmittedAsync(RealChain chain)
    {
        var account = Keys.Account().Address;
        await (await chain.GetDevChainAsync()).FundAsync(account, Cancellation);
        await chain.GovernAsync(Cancellation, CouncilCall.Admit(_origin, account, "http://n", ToDigest(LogKey)));
        return new ChangeDepartmentKeys(await chain.GetAsync(), Keys);
    }
}
