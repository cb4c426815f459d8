using Ledger.Departments;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Chain;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Registry;

/// <summary>A rotation that is interrupted at any point leaves keys that the registry knows, and continues when it runs again.</summary>
public sealed class KeyRotationTests(RealChain real) : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-rotation-").FullName;
    private readonly string _origin = $"{OperatorKey.Generate().Address}.example/parks/log";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DepartmentId Parks => DepartmentId.TryParse("parks", out var id) ? id : throw new InvalidOperationException();

    private KeyFiles Keys => new(_directory, FileMasterKey.FromBase64(Convert.ToBase64String(new byte[32])));

    [Fact]
    public async Task RegisterRecordKey_Twice_RegistersOnce()
    {
        var rotation = await AdmittedAsync();

        Assert.Null(await rotation.RegisterRecordKeyAsync(Cancellation)); // AdmittedAsync did this.
        Assert.Single(await RecordKeysAsync());
    }

    [Fact]
    public async Task RotateRecordKey_ToItsEnd_ClosesTheOldOneLater()
    {
        var rotation = await AdmittedAsync();

        var rotated = await rotation.RotateRecordKeyAsync(TimeSpan.FromHours(24), Cancellation);

        var keys = await RecordKeysAsync();
        using var current = Keys.RecordKey(Parks);
        Assert.True(rotated.Registered);
        Assert.Equal([keys[0].Thumbprint], rotated.Closed);
        Assert.Equal((current.Thumbprint, current.Thumbprint.ToHex()), (keys[1].Thumbprint, rotated.PublicName));
        Assert.InRange(keys[0].Validity.Until!.Value - keys[1].Validity.From, TimeSpan.FromHours(23), TimeSpan.FromHours(25));
        Assert.Null(keys[1].Validity.Until);
    }

    [Fact]
    public async Task RotateRecordKey_InterruptedBeforeRegistration_KeepsTheOldKeyAndContinues()
    {
        var rotation = await AdmittedAsync();
        using var before = Keys.RecordKey(Parks);
        using var staged = Keys.StageRecordKey(Parks);

        Assert.Empty(await rotation.FinishAsync(KeyRotation.LongestWait, Cancellation)); // A node calls this at its start.
        using var inUse = Keys.RecordKey(Parks);
        var rotated = await rotation.RotateRecordKeyAsync(TimeSpan.Zero, Cancellation);

        Assert.Equal(before.Thumbprint, inUse.Thumbprint);
        Assert.Equal(staged.Thumbprint.ToHex(), rotated.PublicName);
        Assert.Equal(2, (await RecordKeysAsync()).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RotateRecordKey_InterruptedAfterRegistration_IsFinishedWithoutAThirdKey(bool isNodeStartedBetween)
    {
        var rotation = await AdmittedAsync();
        using var staged = Keys.StageRecordKey(Parks);
        await (await ClientAsync()).AddRecordKeyAsync(new(staged.Thumbprint, 1, [.. staged.PublicKey.PublicKey.Span], null, null), Cancellation);
        if (isNodeStartedBetween)
        {
            Assert.Equal([DepartmentKey.Record], await (await RotationAsync()).FinishAsync(KeyRotation.LongestWait, Cancellation));
        }

        var rotated = await rotation.RotateRecordKeyAsync(TimeSpan.Zero, Cancellation);

        using var current = Keys.RecordKey(Parks);
        Assert.False(rotated.Registered);
        Assert.Equal(staged.Thumbprint, current.Thumbprint);
        Assert.Equal([true, false], (await RecordKeysAsync()).Select(key => key.Validity.Until is not null));
        Assert.Single(rotated.Closed);
    }

    [Fact]
    public async Task RotateLogKey_ToItsEnd_SignsForEachTimeWithItsKey()
    {
        var rotation = await AdmittedAsync();
        var before = Keys.LogKey(Parks, _origin).Key;

        var rotated = await rotation.RotateLogKeyAsync(Cancellation);

        var (old, current) = ((await LogKeysAsync())[0], (await LogKeysAsync())[1]);
        var keys = Keys.LogKey(Parks, _origin);
        Assert.True(rotated.Registered);
        Assert.Equal(current.PublicKey.ToArray(), keys.Key.PublicKey.ToArray());
        Assert.Equal(before, keys.FindSigner(old.Validity.Until!.Value.AddSeconds(-1)).Key);
        Assert.Equal(keys.Key, keys.FindSigner(old.Validity.Until.Value).Key);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RotateLogKey_InterruptedAfterRegistration_IsFinishedWithoutAThirdKey(bool isNodeStartedBetween)
    {
        var rotation = await AdmittedAsync();
        var staged = Keys.StageLogKey(Parks, _origin).Key;
        await (await ClientAsync()).RotateLogKeyAsync(ToDigest(staged.PublicKey.AsSpan()), Cancellation);
        if (isNodeStartedBetween)
        {
            Assert.Equal([DepartmentKey.Log], await rotation.FinishAsync(KeyRotation.LongestWait, Cancellation));
        }

        var rotated = await rotation.RotateLogKeyAsync(Cancellation);

        Assert.False(rotated.Registered);
        Assert.Equal(staged, Keys.LogKey(Parks, _origin).Key);
        Assert.Equal(2, (await LogKeysAsync()).Count);
    }

    [Fact]
    public async Task RotateLogKey_Twice_FindsTheKeyOfEachTime()
    {
        await AdmittedAsync();
        await (await RotationAsync()).RotateLogKeyAsync(Cancellation);
        await WaitForLaterBlockAsync();
        await (await RotationAsync()).RotateLogKeyAsync(Cancellation);

        var registered = await LogKeysAsync();
        var keys = Keys.LogKey(Parks, _origin);
        Assert.Equal(3, registered.Count);
        Assert.All(registered, key => Assert.Equal(key.PublicKey.ToArray(), keys.FindSigner(key.Validity.From).Key.PublicKey.ToArray()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RotateAccount_InterruptedAfterRegistration_IsFinishedWithoutAThirdAccount(bool isNodeStartedBetween)
    {
        var rotation = await AdmittedAsync();
        var successor = new OperatorKey(Keys.StageAccountKey(Parks)).Address;
        await (await ClientAsync()).SetOperatorAsync(successor, Cancellation);
        if (isNodeStartedBetween)
        {
            Assert.Equal([DepartmentKey.Account], await rotation.FinishAsync(KeyRotation.LongestWait, Cancellation));
        }

        var rotated = await rotation.RotateAccountAsync(Cancellation);

        Assert.Equal((false, successor.ToString()), (rotated.Registered, rotated.PublicName));
        Assert.Equal(successor, new OperatorKey(Keys.AccountKey(Parks)).Address);
    }

    [Fact]
    public async Task Finish_NothingStaged_AsksNothing()
    {
        using var nobody = new EthereumAnchorChain(new EthereumChainOptions { Endpoints = [new Uri("http://127.0.0.1:1")], Registry = default });
        Keys.LogKey(Parks, _origin);

        Assert.Empty(await new KeyRotation(Keys, Parks, _origin, nobody).FinishAsync(KeyRotation.LongestWait, Cancellation));
    }

    [Fact]
    public async Task Finish_LogKeyStagedAndNoAnswer_IsNotDecided()
    {
        using var nobody = new EthereumAnchorChain(new EthereumChainOptions { Endpoints = [new Uri("http://127.0.0.1:1")], Registry = default });
        Keys.StageLogKey(Parks, _origin);
        using var record = Keys.StageRecordKey(Parks); // This alone would not matter.

        await OutageAssert.ThrowsAsync(async () => await new KeyRotation(Keys, Parks, _origin, nobody).FinishAsync(KeyRotation.LongestWait, Cancellation));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static Digest ToDigest(ReadOnlySpan<byte> bytes) => Digest.TryRead(bytes, out var digest) ? digest : throw new InvalidOperationException();

    private async Task<KeyRotation> RotationAsync() => new(Keys, Parks, _origin, await real.GetAsync());

    private async Task<DepartmentClient> ClientAsync() => new(await real.GetAsync(), new OperatorKey(Keys.AccountKey(Parks)), _origin);

    private async Task<KeyRotation> AdmittedAsync()
    {
        var account = new OperatorKey(Keys.AccountKey(Parks)).Address;
        await (await real.GetDevChainAsync()).FundAsync(account, Cancellation);
        await real.GovernAsync(
            Cancellation, CouncilCall.Admit(_origin, account, "http://n", ToDigest(Keys.LogKey(Parks, _origin).Key.PublicKey.AsSpan())));
        var rotation = await RotationAsync();
        Assert.NotNull(await rotation.RegisterRecordKeyAsync(Cancellation));
        await WaitForLaterBlockAsync();
        return rotation;
    }

    /// <summary>Waits until the clock of the chain has moved. A key that begins and ends in one second was never valid.</summary>
    private async Task WaitForLaterBlockAsync()
    {
        var chain = await real.GetAsync();
        var before = (await chain.ReadSourceAsync(Cancellation)).Latest.Time;
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (TimeProvider.System.GetUtcNow() < before.AddSeconds(1))
        {
            await ticks.WaitForNextTickAsync(Cancellation);
        }
    }

    private async Task<IReadOnlyList<Ledger.Verify.Chain.RecordKeyFacts>> RecordKeysAsync() =>
        await new RegistryClient(await real.GetAsync()).ReadRecordKeysAsync(_origin, Cancellation);

    private async Task<IReadOnlyList<Ledger.Verify.Chain.LogKeyFacts>> LogKeysAsync() =>
        await new RegistryClient(await real.GetAsync()).ReadLogKeysAsync(_origin, Cancellation);
}
