using System.Text.Json.Nodes;
using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Ethereum.Generated.RecordStatus;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Chain;
using Ledger.Ethereum.Transactions;
using Ledger.Mirroring;
using Ledger.Tests.Mirroring;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Ethereum.Tests.Mirroring;

/// <summary>
/// Two departments on a real chain whose <c>LogAnchor</c> is the first version, which accepted every size. One of them anchors an impossible size.
/// The records of the other can still be judged, and the endpoint is not blamed.
/// </summary>
public sealed class HostileDepartmentTests : IAsyncLifetime
{
    private static readonly Digest Key = Digest.Sha256([1]);
    private static readonly Digest Record = Digest.Sha256([2]);

    private readonly RealChain _real = new();
    private EthereumAnchorChain _chain = null!; // Set by InitializeAsync.
    private OperatorKey _hostile = null!; // Set by InitializeAsync.
    private TestDepartment _honest = null!; // Set by InitializeAsync.
    private SetUpSender _sender = null!; // Set by InitializeAsync.
    private ChainConnection _connection = null!; // Set by InitializeAsync.
    private ChainAddress _anchor;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string HostileOrigin => "hostile.example/log";

    [Theory]
    [InlineData(0x8000_0000_0000_0000)]
    [InlineData(ulong.MaxValue)]
    public async Task AnImpossibleHead_IsReportedForItsDepartmentAndDoesNotAffectOthers(ulong size)
    {
        var held = await SendAsync(new AnchorFunction { OldSize = 0, NewSize = size, NewRoot = Key.ToArray(), Proof = [] });
        await _honest.SendAsync(_honest.Grow(5), Cancel);
        using var mirror = new ChainMirror(_chain, new MemoryMirrorStore(), new MirrorOptions(), TimeProvider.System, NullLogger<ChainMirror>.Instance);

        Assert.True(await mirror.RefreshAsync(Cancel), $"{mirror.State}");

        foreach (var origin in new[] { _honest.Origin, HostileOrigin })
        {
            var questions = new BundleQuestions(origin, Key, "nothing", Record, 5);
            var direct = await _chain.ReadFactsAsync(questions, Cancel);
            Assert.Equal(FactsText.Format(direct), FactsText.Format(mirror.View!.FactsOf(questions)));
            Assert.Equal(origin == HostileOrigin ? new ImpossibleHead(size, held.Block.Number) : null, direct.ImpossibleHead.Value);
            Assert.Equal(origin == HostileOrigin, direct.Anchor.Value is null);
        }

        var head = await Assert.ThrowsAsync<FaultException>(async () => await _chain.ReadHeadAsync(HostileOrigin, Cancel));
        var history = await Assert.ThrowsAsync<FaultException>(async () => await _chain.ReadAnchorHistoryAsync(HostileOrigin, Cancel));
        var departure = await Assert.ThrowsAsync<FaultException>(async () => await _chain.ReadDepartureAsync(HostileOrigin, null, Cancel));
        Assert.All([head, history, departure], problem => Assert.Equal(AnchoringFaults.HeadImpossible, problem.Fault));
        Assert.Equal(5, (await _chain.ReadHeadAsync(_honest.Origin, Cancel)).Size);
        Assert.Equal(EndpointState.Up, Assert.Single(_chain.Endpoints).State);
    }

    [Fact]
    public async Task KeysAndSuccessorsThatMakeNoSense_AreFactsLikeAnyOther()
    {
        var (from, id) = ((ulong)DateTimeOffset.UtcNow.AddYears(1).ToUnixTimeSeconds(), OnChainId.OfDepartment(HostileOrigin).ToArray());
        foreach (var (number, begin, end) in new (byte, ulong, ulong)[]
        {
            (1, ulong.MaxValue - 1, ulong.MaxValue), (2, from, 0), (3, 253_402_300_799, 253_402_300_800), (4, 253_402_300_798, 253_402_300_799),
        })
        {
            await SendToAsync(_chain.Registry, new AddRecordKeyFunction
            {
                Id = id,
                Thumbprint = Digest.Sha256([number]).ToArray(),
                Algorithm = 2,
                PublicKey = new byte[32],
                ValidFrom = begin,
                ValidUntil = end,
            });
        }

        await SendToAsync(_chain.Registry, new CloseRecordKeyFunction { Id = id, Thumbprint = Digest.Sha256([2]).ToArray(), ValidUntil = 0 });
        var (one, other) = (Digest.Sha256([7]).ToArray(), Digest.Sha256([8]).ToArray());
        await SendToAsync(await StatusAsync(), new SetStatusFunction { RecordId = one, Status = 3, Successor = other });
        await SendToAsync(await StatusAsync(), new SetStatusFunction { RecordId = other, Status = 3, Successor = one });
        var store = new MemoryMirrorStore();
        for (var start = 0; start < 2; start++)
        {
            using var mirror = new ChainMirror(_chain, store, new MirrorOptions(), TimeProvider.System, NullLogger<ChainMirror>.Instance);
            await mirror.OpenAsync(Cancel);

            Assert.True(await mirror.RefreshAsync(Cancel), $"{mirror.State}");

            for (byte number = 1; number <= 4; number++)
            {
                var questions = new BundleQuestions(HostileOrigin, Digest.Sha256([number]), "nothing", Digest.Sha256([(byte)(number + 6)]), 5);
                Assert.Equal(FactsText.Format(await _chain.ReadFactsAsync(questions, Cancel)), FactsText.Format(mirror.View!.FactsOf(questions)));
            }
        }

        Assert.Equal(EndpointState.Up, Assert.Single(_chain.Endpoints).State);
    }

    [Fact]
    public async Task ALogKeyRotatedInTheBlockOfTheAnchor_CountsAsLater()
    {
        var dev = await _real.GetDevChainAsync();
        var nonce = await _sender.ReadNonceAsync(_hostile.Address, Cancel);
        var (old, next) = (Digest.Sha256([20]), Digest.Sha256([21]));
        await RpcAsync(dev.Rpc, "evm_setAutomine", false);
        var anchor = await SubmitAsync(_anchor, new AnchorFunction { OldSize = 0, NewSize = 5, NewRoot = Key.ToArray(), Proof = [] }, nonce);
        await SubmitAsync(
            _chain.Registry, new RotateLogKeyFunction { Id = OnChainId.OfDepartment(HostileOrigin).ToArray(), NewKey = next.ToArray() }, nonce + 1);
        await RpcAsync(dev.Rpc, "evm_mine");
        await RpcAsync(dev.Rpc, "evm_setAutomine", true);
        var block = (await TestDepartment.WaitAsync(_chain, anchor, Cancel)).Block;
        using var mirror = new ChainMirror(_chain, new MemoryMirrorStore(), new MirrorOptions(), TimeProvider.System, NullLogger<ChainMirror>.Instance);

        Assert.True(await mirror.RefreshAsync(Cancel), $"{mirror.State}");

        var questions = new BundleQuestions(HostileOrigin, Key, "nothing", Record, 5);
        var direct = await _chain.ReadFactsAsync(questions, Cancel);
        Assert.Equal(FactsText.Format(direct), FactsText.Format(mirror.View!.FactsOf(questions)));
        Assert.Equal([block.Time, null], direct.LogKeys.Value.Select(key => key.Validity.Until));
        Assert.Equal(
            [new(ValidityChangeKind.LogKeyClosed, old), new ValidityChange(ValidityChangeKind.LogKeyOpened, next)], direct.LaterInBlock.Value);
    }

    public async ValueTask InitializeAsync()
    {
        var dev = await _real.GetDevChainAsync();
        var member = _real.Member;
        _connection = new ChainConnection(new EthereumChainOptions { Endpoints = [dev.Rpc], Registry = default }, ChainHttp.DefaultFactory);
        _sender = new SetUpSender(_connection, new TransactionWriter(zeroFees: false));
        var nonce = await _sender.ReadNonceAsync(member.Address, CancellationToken.None);
        var (registry, status) = (ContractAddress.Compute(member.Address, nonce), ContractAddress.Compute(member.Address, nonce + 2));
        _anchor = ContractAddress.Compute(member.Address, nonce + 1);
        await CreateAsync(ContractArtifact.DepartmentRegistry.CreationCode(new DepartmentRegistryDeployment
        {
            Loganchor = _anchor.ToString(),
            Recordstatus = status.ToString(),
            Members = [member.Address.ToString()],
            Threshold = 1,
            Leastdelay = 0,
            Delay = 0,
            Lifetime = 86_400,
        }));
        var first = JsonVectors.Bytes(JsonVectors.Read("Mirroring", "vectors", "first-log-anchor.json").GetProperty("bytecode"));
        await CreateAsync([.. first, .. ContractAbi.EncodeArguments(new LogAnchorDeployment { Registry = registry.ToString() })]);
        await CreateAsync(ContractArtifact.RecordStatus.CreationCode(new RecordStatusDeployment { Registry = registry.ToString() }));
        _chain = new EthereumAnchorChain(new EthereumChainOptions { Endpoints = [dev.Rpc], Registry = registry });
        (_hostile, var honest) = (OperatorKey.Generate(), OperatorKey.Generate());
        await dev.FundAsync(_hostile.Address, CancellationToken.None);
        await dev.FundAsync(honest.Address, CancellationToken.None);
        await new CouncilClient(_chain, TimeProvider.System).DecideAsync(
            member,
            [
                CouncilCall.Admit(HostileOrigin, _hostile.Address, "http://127.0.0.1:5080", Digest.Sha256([20])),
                CouncilCall.Admit("honest.example/log", honest.Address, "http://127.0.0.1:5080", Digest.Sha256([22])),
            ],
            "test", CancellationToken.None);
        _honest = new TestDepartment(_chain, honest, "honest.example/log", Digest.Sha256([22]));

        async Task CreateAsync(System.Collections.Immutable.ImmutableArray<byte> code) => await _sender.SendAsync(member, null, code, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _chain.Dispose();
        _connection.Dispose();
        await _real.DisposeAsync();
    }

    private static async Task RpcAsync(Uri rpc, string method, params JsonNode?[] parameters)
    {
        using var http = new HttpClient();
        var call = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = new JsonArray(parameters) };
        using var response = await http.PostAsync(rpc, new StringContent(call.ToJsonString(), System.Text.Encoding.UTF8, "application/json"), Cancel);
        Assert.Null(JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["error"]);
    }

    private Task<TransactionOutcome> SendAsync(AnchorFunction call) => SendToAsync(_anchor, call);

    private async Task<TransactionOutcome> SendToAsync(ChainAddress to, Nethereum.Contracts.FunctionMessage call) =>
        await _sender.SendAsync(_hostile, to, [.. ContractAbi.EncodeCall(call)], Cancel);

    private async Task<SignedTransaction> SubmitAsync(ChainAddress to, Nethereum.Contracts.FunctionMessage call, long nonce)
    {
        var transaction = (await _connection.UseAsync(
            session => new TransactionWriter(zeroFees: false).SignAsync(session, _hostile, to, [.. ContractAbi.EncodeCall(call)], nonce, replaced: null, Cancel),
            Cancel))!; // Only a replacement can be null.
        await _connection.SendAsync(transaction, Cancel);
        return transaction;
    }

    private async Task<ChainAddress> StatusAsync() => (await _chain.ReadSourceAsync(Cancel)).RecordStatus;
}
