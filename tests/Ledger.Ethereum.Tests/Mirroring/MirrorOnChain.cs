using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Chain;
using Ledger.Ethereum.Transactions;
using Ledger.Mirroring;
using Ledger.Tests.Mirroring;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Ethereum.Tests.Mirroring;

/// <summary>A separate chain that a test may reorganise, with a department that uses every feature, and a mirror of it.</summary>
internal sealed class MirrorOnChain : IAsyncDisposable
{
    public const string Type = "https://city.example/vct/degree/1";
    public const string EndedType = "https://city.example/vct/old/1";

    public static readonly Digest Key = Digest.Sha256([1]);
    public static readonly Digest ClosedKey = Digest.Sha256([2]);
    public static readonly Digest BadKey = Digest.Sha256([3]);

    private readonly RealChain _real = new();
    private readonly HttpClient _http = new();
    private readonly List<EthereumAnchorChain> _chains = [];
    private readonly MemoryStore _store = new();

    public AnsweringHandler Endpoint { get; } = new();

    public EthereumAnchorChain Chain { get; private set; } = null!; // Set by StartAsync.

    public TestDepartment Department { get; private set; } = null!; // Set by StartAsync.

    public ChainMirror Mirror { get; private set; } = null!; // Set by StartAsync.

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<MirrorOnChain> StartAsync(FinalityMode finality)
    {
        var started = new MirrorOnChain();
        var dev = await started._real.GetDevChainAsync();
        var book = await started._real.GetBookAsync();
        started.Department = await started._real.AdmitAsync(Cancel);
        started.Chain = new EthereumAnchorChain(
            new EthereumChainOptions { Endpoints = [dev.Rpc], Registry = book.Registry, Finality = finality }, started.Endpoint);
        started._chains.Add(started.Chain);
        started.Restart();
        return started;
    }

    /// <summary>A mirror that knows what the store holds.</summary>
    public void Restart() => Mirror = new ChainMirror(
        Chain, _store, new MirrorOptions { BehindPatience = TimeSpan.Zero }, TimeProvider.System, NullLogger<ChainMirror>.Instance);

    public Task GovernAsync(params IReadOnlyList<CouncilCall> calls) => _real.GovernAsync(Cancel, calls);

    public Task<TestDepartment> AdmitAsync() => _real.AdmitAsync(Cancel);

    public async Task SetAsync(params StatusCallItem[] items) => await Department.SendAsync(new StatusCall([.. items]), Cancel);

    /// <summary>Adds keys, types, anchors and statuses of every kind.</summary>
    public async Task FillAsync()
    {
        var chain = await _real.GetAsync();
        var client = new DepartmentClient(chain, Department.Key, Department.Origin);
        await GovernAsync(
            CouncilCall.RegisterTypes([new(Type, Digest.Sha256([9])), new(EndedType, Digest.Sha256([10]))]),
            CouncilCall.AuthoriseTypes(Department.Origin, [Type, EndedType]));
        await client.AddRecordKeyAsync(new(Key, 1, [.. new byte[63], 7], null, null), Cancel);
        await client.AddRecordKeyAsync(new(ClosedKey, 2, [.. new byte[31], 7], null, null), Cancel);
        await client.AddRecordKeyAsync(new(BadKey, 3, [.. new byte[63], 8], null, DateTimeOffset.UtcNow.AddYears(1)), Cancel);
        await Department.SendAsync(Department.Grow(5), Cancel);
        await SetAsync(new(Record(1), EntryStatus.Suspended, default), new(Record(2), EntryStatus.Revoked, default), new(Record(3), EntryStatus.Superseded, Record(4)), new(Record(5), EntryStatus.Withdrawn, default), new(Record(6), EntryStatus.Suspended, default));
        await Department.SendAsync(Department.Grow(6), Cancel);
        await SetAsync(new StatusCallItem(Record(1), EntryStatus.Active, default));
        await client.CloseRecordKeyAsync(ClosedKey, null, Cancel);
        await client.DeclareRecordKeyCompromisedAsync(BadKey, null, Cancel);
        await client.RotateLogKeyAsync(Digest.Sha256([20]), Cancel);
        await client.DeclareLogKeyCompromisedAsync(Department.LogKey, null, Cancel);
        await client.SetNodeUrlAsync("https://elsewhere.example", Cancel);
        await GovernAsync(CouncilCall.Deauthorise(Department.Origin, EndedType));
        await GovernAsync(CouncilCall.AuthoriseTypes(Department.Origin, [EndedType]), CouncilCall.Deauthorise(Department.Origin, EndedType));
        await GovernAsync(CouncilCall.RecordMigration(Department.Origin, Digest.Sha256([30])));
        var (suspended, reinstated) = (await AdmitAsync(), await AdmitAsync());
        await GovernAsync(CouncilCall.Suspend(suspended.Origin), CouncilCall.Suspend(reinstated.Origin));
        await GovernAsync(CouncilCall.Reinstate(reinstated.Origin), CouncilCall.SetOperator(reinstated.Origin, OperatorKey.Generate().Address));
    }

    public static Digest Record(int number) => Digest.Sha256([4, (byte)number]);

    public async Task<JsonNode?> AskAsync(string method, params JsonNode?[] parameters)
    {
        var dev = await _real.GetDevChainAsync();
        var call = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = new JsonArray(parameters) };
        using var response = await _http.PostAsJsonAsync(dev.Rpc, call, Cancel);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
        Assert.True(answer["error"] is null, $"{method}: {answer["error"]}");
        return answer["result"];
    }

    /// <summary>Checks for every record, key, type and size that the mirror gives the same answer as the chain.</summary>
    public async Task CheckAllAsync(params string[] otherOrigins)
    {
        Digest[] keys = [Key, ClosedKey, BadKey, Digest.Sha256([0])];
        string[] types = [Type, EndedType, "nothing"];
        long?[] sizes = [5, 11, 12, 0, null];
        string[] origins = [Department.Origin, "nobody.example/log", .. otherOrigins];
        foreach (var origin in origins)
        {
            for (var i = 0; i < 40; i++)
            {
                var questions = new BundleQuestions(origin, keys[i % keys.Length], types[i % types.Length], Record(i), sizes[i % sizes.Length]);
                Assert.Equal(FactsText.Format(await Chain.ReadFactsAsync(questions, Cancel)), FactsText.Format(Mirror.View!.FactsOf(questions)));
            }
        }
    }

    public async Task RefreshedAsync()
    {
        Assert.True(await Mirror.RefreshAsync(Cancel), $"{Mirror.State}");
        await CheckAllAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _chains.ForEach(chain => chain.Dispose());
        _http.Dispose();
        await _real.DisposeAsync();
    }

    private sealed class MemoryStore : IMirrorStore
    {
        private readonly List<ImmutableArray<EventBlock>> _pages = [];
        private MirrorStamp? _stamp;

        public ValueTask<MirrorStamp?> FindStampAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_stamp);

        public async IAsyncEnumerable<ImmutableArray<EventBlock>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (var page in _pages)
            {
                await Task.CompletedTask;
                yield return page;
            }
        }

        public ValueTask AppendAsync(ImmutableArray<EventBlock> blocks, MirrorStamp stamp, CancellationToken cancellationToken)
        {
            _pages.Add(blocks);
            _stamp = stamp;
            return ValueTask.CompletedTask;
        }

        public ValueTask ClearAsync(CancellationToken cancellationToken)
        {
            _pages.Clear();
            _stamp = null;
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>Forwards everything to the real chain, and changes the answers to one method as a test requires.</summary>
internal sealed class AnsweringHandler() : DelegatingHandler(ChainHttp.CreateHandler()), IHttpClientFactory
{
    private int _requests;

    /// <summary>Changes an answer, given the call and the answer.</summary>
    public Action<JsonObject, JsonObject>? Changes { get; set; }

    public int Requests => Volatile.Read(ref _requests);

    public HttpClient CreateClient(string name) => new(this);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        var asked = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        var response = await base.SendAsync(request, cancellationToken);
        if (Changes is not { } change)
        {
            return response;
        }

        var answered = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
        var calls = asked is JsonArray many ? many.ToList() : [asked];
        var answers = answered is JsonArray several ? several.ToList() : [answered];
        foreach (var call in calls)
        {
            change(call!.AsObject(), answers.Single(answer => answer!["id"]!.GetValue<long>() == call["id"]!.GetValue<long>())!.AsObject());
        }

        response.Content = JsonContent.Create(answered);
        return response;
    }
}
