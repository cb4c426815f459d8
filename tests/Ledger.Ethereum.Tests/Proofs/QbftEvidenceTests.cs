using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Chain;
using Ledger.Ethereum.Tests.Rpc;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Proofs;

/// <summary>The state of the real contracts, proven from a QBFT block: a block with the same state, sealed by the keys of four validators.</summary>
public sealed class QbftEvidenceTests(RealChain real)
{
    private const int Attempts = 20;

    private static readonly int[] Validators = [1, 2, 3, 4];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadEvidence_OfASealedBlock_ProvesTheRootThatWasAnchored()
    {
        var (case1, header) = await SealedAsync([1, 2, 4]);

        var evidence = await ReadAsync(case1, header, header.Hash);

        Assert.True(ProvenState.TryOpen(evidence!, out var state));
        Assert.Equal(header.Encode(), evidence!.Header);
        Assert.Equal(case1.Source.Latest with { Hash = header.Hash }, state.Block);
        Assert.Equal(case1.Root, ContractSlots.ReadDigest(state.Find(case1.Source.LogAnchor, ContractSlots.RootAt(case1.Department, case1.Size))!.Value));
        Assert.Equal((4, 3, 0), (state.Seals!.Validators.Length, state.Seals.Signers.Length, state.Seals.Rejected));
    }

    [Fact]
    public async Task ReadEvidence_OfABlockWithTooFewSeals_IsKeptAndProvesNothing()
    {
        var (case1, header) = await SealedAsync([1, 2]);

        var evidence = await ReadAsync(case1, header, header.Hash);

        Assert.Equal(header.Encode(), evidence!.Header);
        Assert.False(ProvenState.TryOpen(evidence, out _));
        Assert.Equal(header.Hash, BlockSeals.Find(evidence.Header.AsSpan())!.BlockHash);
    }

    [Theory]
    [InlineData(new[] { 1, 2, 4 })]
    [InlineData(new[] { 1, 2 })]
    public async Task ReadEvidence_OfABlockUnderAnotherHash_IsNone(int[] sealing)
    {
        var (case1, header) = await SealedAsync(sealing);

        Assert.Null(await ReadAsync(case1, header, Digest.Sha256([1])));
        Assert.Null(await ReadAsync(case1, header, Keccak.Hash(header.Encode())));
    }

    [Fact]
    public async Task TryOpen_OfEvidenceWithAnyThirdByteChanged_ProvesNothingOfThisBlock()
    {
        var (case1, header) = await SealedAsync([1, 2, 4]);
        var evidence = case1.Evidence with { Header = [.. header.Encode()] };
        for (var place = 0; place < evidence.Header.Length; place += 3)
        {
            var changed = evidence with { Header = evidence.Header.SetItem(place, (byte)(evidence.Header[place] ^ 1)) };

            Assert.False(ProvenState.TryOpen(changed, out var state) && state.Block.Hash == header.Hash, $"byte {place}");
        }

        foreach (var (at, account) in evidence.Accounts.Index())
        {
            var node = account.Nodes[^1];
            var changed = account with { Nodes = account.Nodes.SetItem(account.Nodes.Length - 1, node.SetItem(10, (byte)(node[10] ^ 1))) };

            Assert.False(ProvenState.TryOpen(evidence with { Accounts = evidence.Accounts.SetItem(at, changed) }, out _));
        }
    }

    [Theory]
    [InlineData(new[] { 1, 2, 2 })]
    [InlineData(new[] { 1, 2, 5 })]
    [InlineData(new[] { 1, 2, 3, 5 })]
    [InlineData(new[] { 1, 2, 3, 3 })]
    [InlineData(new int[0])]
    public async Task TryOpen_OfABlockSealedByOthersOrTwice_ProvesNothing(int[] sealing)
    {
        var (case1, header) = await SealedAsync(sealing);

        Assert.False(ProvenState.TryOpen(case1.Evidence with { Header = [.. header.Encode()] }, out _));
    }

    [Fact]
    public async Task TryOpen_OfABlockOfAChainWithoutSeals_HasNone()
    {
        var (case1, _) = await SealedAsync([]);

        Assert.True(ProvenState.TryOpen(case1.Evidence, out var state));
        Assert.Null(state.Seals);
    }

    /// <summary>Asks an endpoint that returns the header under that hash, with the proofs of the real chain.</summary>
    private static async Task<StateEvidence?> ReadAsync(Anchored case1, QbftHeader header, Digest hash)
    {
        using var node = new FakeNode();
        node.AnswerWith("eth_getBlockByNumber", parameters => parameters[0].GetString() == "0x0"
            ? FakeNode.Result(FakeNode.Block(0).ToJsonString())
            : FakeNode.Result(QbftBlocks.ToJson(header.Encode(), hash).ToJsonString()));
        node.AnswerWith("eth_getProof", parameters => FakeNode.Result(
            ToJson(case1.Evidence.Accounts.Single(account => account.Address.ToString() == parameters[0].GetString())).ToJsonString()));
        using var chain = new EthereumAnchorChain(
            new EthereumChainOptions { Endpoints = [new Uri("http://a.example")], Registry = case1.Source.Registry }, node);
        return await chain.ReadEvidenceAsync(
            case1.Source with { Latest = case1.Source.Latest with { Hash = hash } }, case1.Questions, [], Cancellation);
    }

    private static JsonObject ToJson(AccountEvidence account) => new()
    {
        ["accountProof"] = ToJson(account.Nodes),
        ["storageProof"] = new JsonArray([.. account.Slots.Select(slot => (JsonNode)new JsonObject { ["proof"] = ToJson(slot.Nodes) })]),
    };

    private static JsonArray ToJson(ImmutableArray<ImmutableArray<byte>> nodes) => [.. nodes.Select(node => (JsonNode)Hex.Data(node.AsSpan()))];

    private async Task<(Anchored Case, QbftHeader Header)> SealedAsync(int[] sealing)
    {
        var case1 = await AnchorAsync();
        return (case1, QbftBlocks.Rewrite(case1.Evidence.Header.AsSpan(), Validators, sealing));
    }

    // Other tests give accounts coins outside blocks, which the header of that block does not include.
    private async Task<Anchored> AnchorAsync()
    {
        var chain = await real.GetAsync();
        var department = await real.AdmitAsync(Cancellation);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var anchor = department.Grow(3);
            await department.SendAsync(anchor, Cancellation);
            var source = await chain.ReadSourceAsync(Cancellation);
            var questions = new BundleQuestions(department.Origin, default, "", Digest.Sha256([1]), anchor.NewSize);
            if (await chain.ReadEvidenceAsync(source, questions, [], Cancellation) is { } evidence)
            {
                return new Anchored(source, questions, evidence, OnChainId.OfDepartment(department.Origin), anchor.NewSize, anchor.NewRoot);
            }
        }

        throw new InvalidOperationException($"No block stood alone in {Attempts} attempts.");
    }

    private sealed record Anchored(ChainSource Source, BundleQuestions Questions, StateEvidence Evidence, Digest Department, long Size, Digest Root);
}
