using System.Text.Json;
using Ledger.Departments;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Chain;
using Ledger.Ethereum.Tests.Rpc;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Store.Contract;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Registry;

/// <summary>
/// On chains where blocks can be undone, a new key is used only when a final block has it. Otherwise a reorganisation would leave the department
/// with a key that the registry does not know. Each test has its own chain, which it moves back and forward.
/// </summary>
public sealed class KeyRotationFinalityTests : IAsyncLifetime
{
    private const int Depth = 3;

    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-rotation-").FullName;
    private readonly string _origin = $"{OperatorKey.Generate().Address}.example/parks/log";
    private readonly RealChain _real = new();
    private EthereumAnchorChain? _chain;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DepartmentId Parks => DepartmentId.TryParse("parks", out var id) ? id : throw new InvalidOperationException();

    private KeyFiles Keys => new(_directory, FileMasterKey.FromBase64(Convert.ToBase64String(new byte[32])));

    private EthereumAnchorChain Chain => _chain ?? throw new InvalidOperationException("The chain was not opened.");

    private KeyRotation Rotation => new(Keys, Parks, _origin, Chain);

    public async ValueTask InitializeAsync()
    {
        var account = new OperatorKey(Keys.AccountKey(Parks)).Address;
        await (await _real.GetDevChainAsync()).FundAsync(account, Cancellation);
        var logKey = Keys.LogKey(Parks, _origin).Key.PublicKey;
        await _real.GovernAsync(
            Cancellation,
            CouncilCall.Admit(_origin, account, "http://n", Digest.TryRead(logKey.AsSpan(), out var key) ? key : throw new InvalidOperationException()));
        var book = await _real.GetBookAsync();
        _chain = new EthereumAnchorChain(new EthereumChainOptions
        {
            Endpoints = [(await _real.GetDevChainAsync()).Rpc],
            Registry = book.Registry,
            FirstBlock = book.Block,
            Finality = FinalityMode.AtDepth(Depth),
        });
    }

    public async ValueTask DisposeAsync()
    {
        _chain?.Dispose();
        await _real.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData(DepartmentKey.Log)]
    [InlineData(DepartmentKey.Account)]
    [InlineData(DepartmentKey.Record)]
    public async Task Rotate_ItsBlockIsNotFinal_KeepsTheOldKeyInUseUntilItIs(DepartmentKey key)
    {
        var before = NameOf(key);
        var rotation = RotateAsync(key, Cancellation);
        await UntilAsync(() => IsKnownAsync(key));

        Assert.Equal(before, NameOf(key));
        Assert.False(rotation.IsCompleted);

        await MineUntilAsync(rotation);
        Assert.True((await rotation).Registered);
        Assert.NotEqual(before, NameOf(key));
        Assert.False(Keys.IsStaged(Parks, key));
    }

    [Fact]
    public async Task RotateLogKey_ReorganisationUndoesTheRegistration_RegistersItAgain()
    {
        var snapshot = await AskAsync("evm_snapshot");
        var rotation = RotateAsync(DepartmentKey.Log, Cancellation);
        await UntilAsync(() => IsKnownAsync(DepartmentKey.Log));
        var staged = Keys.StageLogKey(Parks, _origin).Key;

        await AskAsync("evm_revert", snapshot.GetString());
        await UntilAsync(() => IsKnownAsync(DepartmentKey.Log)); // The block and its transaction were removed.
        await MineUntilAsync(rotation);

        Assert.Equal(staged, Keys.LogKey(Parks, _origin).Key);
        var registered = await new RegistryClient(Chain).ReadLogKeysAsync(_origin, Cancellation);
        Assert.Equal(2, registered.Length);
        Assert.Equal(registered[0].Validity.Until, registered[1].Validity.From);
        Assert.Equal(staged, Keys.LogKey(Parks, _origin).FindSigner(registered[1].Validity.From).Key);
        Assert.NotEqual(staged, Keys.LogKey(Parks, _origin).FindSigner(registered[1].Validity.From.AddSeconds(-1)).Key);
    }

    [Theory]
    [InlineData(DepartmentKey.Log)]
    [InlineData(DepartmentKey.Account)]
    public async Task Finish_ItsBlockIsNotFinal_IsNotDecidedBeforeItIs(DepartmentKey key)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var rotation = RotateAsync(key, cut.Token);
        await UntilAsync(() => IsKnownAsync(key));
        await cut.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rotation);
        var before = NameOf(key);

        await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, async () => await Rotation.FinishAsync(TimeSpan.FromSeconds(1), Cancellation));
        Assert.Equal(before, NameOf(key));
        await AskAsync("anvil_mine", "0x3");

        Assert.Equal([key], await Rotation.FinishAsync(KeyRotation.LongestWait, Cancellation));
        Assert.NotEqual(before, NameOf(key));
    }

    private async Task<RotatedKey> RotateAsync(DepartmentKey key, CancellationToken cancellationToken) => key switch
    {
        DepartmentKey.Record => await Rotation.RotateRecordKeyAsync(TimeSpan.Zero, cancellationToken),
        DepartmentKey.Log => await Rotation.RotateLogKeyAsync(cancellationToken),
        _ => await Rotation.RotateAccountAsync(cancellationToken),
    };

    private string NameOf(DepartmentKey key)
    {
        using var record = Keys.RecordKey(Parks);
        return key switch
        {
            DepartmentKey.Record => record.Thumbprint.ToHex(),
            DepartmentKey.Log => Keys.LogKey(Parks, _origin).Key.ToString(),
            _ => new OperatorKey(Keys.AccountKey(Parks)).Address.ToString(),
        };
    }

    /// <summary>Whether the newest block has the staged key.</summary>
    private async Task<bool> IsKnownAsync(DepartmentKey key)
    {
        var registry = new RegistryClient(Chain);
        return Keys.IsStaged(Parks, key) && key switch
        {
            DepartmentKey.Record => !(await registry.ReadRecordKeysAsync(_origin, Cancellation)).IsEmpty,
            DepartmentKey.Log => (await registry.ReadLogKeysAsync(_origin, Cancellation)).Length == 2,
            _ => (await registry.FindDepartmentAsync(_origin, Cancellation))!.Operator == new OperatorKey(Keys.StageAccountKey(Parks)).Address,
        };
    }

    private async Task MineUntilAsync(Task rotation)
    {
        await UntilAsync(async () =>
        {
            await AskAsync("anvil_mine", "0x1");
            return rotation.IsCompleted;
        });
        await rotation;
    }

    private async Task<JsonElement> AskAsync(string method, params object?[] parameters) =>
        await Node.AskAsync((await _real.GetDevChainAsync()).Rpc, method, parameters);

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await holds())
        {
            await ticks.WaitForNextTickAsync(Cancellation);
        }
    }
}
