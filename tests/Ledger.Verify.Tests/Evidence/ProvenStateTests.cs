using System.Collections.Immutable;
using System.Numerics;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Evidence;

/// <summary>Which evidence proves the value of a slot, and which proves nothing. The tries have one leaf each.</summary>
public sealed class ProvenStateTests
{
    private const int StateRootPlace = 3;
    private const int NumberPlace = 8;
    private const int TimePlace = 11;
    private const int ExtraDataPlace = 12;
    private const int MixHashPlace = 13;

    private static readonly ChainAddress Contract = QbftSealer.AddressOf(1);
    private static readonly ChainAddress OtherContract = QbftSealer.AddressOf(2);
    private static readonly Digest Slot = Digest.Sha256([1]);
    private static readonly RlpItem Seven = RlpItem.FromBytes([7]);
    private static readonly RlpItem Storage = SlotLeaf(Seven);
    private static readonly RlpItem Account = AccountOf(TrieNodes.HashOf(Storage));
    private static readonly SlotEvidence GoodSlot = new(Slot, TrieNodes.Proof(Storage));

    /// <summary>Evidence that the slot is 7 after block 300, whose time is 400.</summary>
    private static readonly StateEvidence Good = With(Account, GoodSlot);

    /// <summary>Values in place of the account that are no account.</summary>
    private static readonly Dictionary<string, RlpItem> WrongAccounts = new(StringComparer.Ordinal)
    {
        ["a byte string"] = RlpItem.FromBytes([1, 2]),
        ["three items"] = RlpItem.List(Seven, Seven, Root(Storage)),
        ["five items"] = RlpItem.List(Seven, Seven, Root(Storage), Seven, Seven),
        ["a storage root that is a list"] = RlpItem.List(Seven, Seven, RlpItem.List(Root(Storage)), Seven),
        ["a storage root of 31 bytes"] = RlpItem.List(Seven, Seven, RlpItem.FromBytes(new byte[31]), Seven),
    };

    public static TheoryData<string> WrongAccountNames => new(WrongAccounts.Keys);

    /// <summary>Numbers in RLP that are not a slot value.</summary>
    public static TheoryData<string> WrongValues =>
        ["0x00", "0x820007", "0xc107", "0xa1" + "01" + "0000000000000000000000000000000000000000000000000000000000000000", "0x82ff", "0x0707", "0x8107"];

    [Fact]
    public void TryOpen_GoodEvidence_HasTheBlockAndTheValue()
    {
        Assert.True(ProvenState.TryOpen(Good, out var state));

        Assert.Equal(new ChainBlock(300, Keccak.Hash(Good.Header.AsSpan()), DateTimeOffset.FromUnixTimeSeconds(400)), state.Block);
        Assert.Equal(7, state.Find(Contract, Slot));
        Assert.Null(state.Find(Contract, Digest.Sha256([2])));
        Assert.Null(state.Find(OtherContract, Slot));
        Assert.Null(state.Seals);
    }

    [Fact]
    public void TryOpen_NoAccounts_ProvesTheBlockOnly()
    {
        Assert.True(ProvenState.TryOpen(Good with { Accounts = [] }, out var state));

        Assert.Null(state.Find(Contract, Slot));
    }

    [Fact]
    public void TryOpen_SlotThatWasNeverWritten_IsZero()
    {
        var other = Digest.Sha256([2]);

        Assert.True(ProvenState.TryOpen(With(Account, GoodSlot, GoodSlot with { Slot = other }), out var state));

        Assert.Equal(0, state.Find(Contract, other));
    }

    [Fact]
    public void TryOpen_TwoAccounts_EachHasItsOwnValue()
    {
        var other = SlotLeaf(RlpItem.FromBytes([9]));
        var (path, otherPath) = (TrieNodes.PathOf(Contract.ToArray()), TrieNodes.PathOf(OtherContract.ToArray()));
        Assert.NotEqual(path[0], otherPath[0]);
        var leaf = TrieNodes.Leaf(path.AsSpan(1), Rlp.Encode(Account));
        var otherLeaf = TrieNodes.Leaf(otherPath.AsSpan(1), Rlp.Encode(AccountOf(TrieNodes.HashOf(other))));
        var root = TrieNodes.Branch((path[0], TrieNodes.Named(leaf)), (otherPath[0], TrieNodes.Named(otherLeaf)));

        Assert.True(ProvenState.TryOpen(
            new StateEvidence(
                Header(Fields(TrieNodes.HashOf(root))),
                [
                    new AccountEvidence(Contract, TrieNodes.Proof(root, leaf), [GoodSlot]),
                    new AccountEvidence(OtherContract, TrieNodes.Proof(root, otherLeaf), [new SlotEvidence(Slot, TrieNodes.Proof(other))]),
                ]),
            out var state));

        Assert.Equal((7, 9), (state.Find(Contract, Slot), state.Find(OtherContract, Slot)));
    }

    [Fact]
    public void TryOpen_ASlotTwice_ProvesNothing() => AssertProvesNothing(With(Account, GoodSlot, GoodSlot));

    [Fact]
    public void TryOpen_AccountThatIsNotInTheState_ProvesNothing() => AssertProvesNothing(Good with
    {
        Accounts = [Good.Accounts[0] with { Address = OtherContract, Slots = [] }],
    });

    [Fact]
    public void TryOpen_ANodeTooMany_ProvesNothing()
    {
        AssertProvesNothing(Good with { Accounts = [Good.Accounts[0] with { Nodes = Good.Accounts[0].Nodes.Add(Good.Accounts[0].Nodes[0]) }] });
        AssertProvesNothing(With(Account, GoodSlot with { Nodes = GoodSlot.Nodes.Add(GoodSlot.Nodes[0]) }));
    }

    [Fact]
    public void TryOpen_NodesOfAnotherTrie_ProveNothing()
    {
        AssertProvesNothing(Good with { Accounts = [Good.Accounts[0] with { Nodes = TrieNodes.Proof(Storage), Slots = [] }] });
        AssertProvesNothing(With(Account, GoodSlot with { Nodes = TrieNodes.Proof(SlotLeaf(RlpItem.FromBytes([8]))) }));
    }

    [Theory, MemberData(nameof(WrongAccountNames))]
    public void TryOpen_AccountInAnotherForm_ProvesNothing(string name) => AssertProvesNothing(With(WrongAccounts[name]));

    [Fact]
    public void TryOpen_AccountThatIsNoRlp_ProvesNothing() => AssertProvesNothing(WithState(TrieNodes.Leaf(TrieNodes.PathOf(Contract.ToArray()), 0xc1)));

    [Theory, MemberData(nameof(WrongValues))]
    public void TryOpen_ValueThatIsNoNumber_ProvesNothing(string rlp)
    {
        var storage = TrieNodes.Leaf(TrieNodes.PathOf(Slot.ToArray()), JsonVectors.Bytes(rlp));

        AssertProvesNothing(With(AccountOf(TrieNodes.HashOf(storage)), new SlotEvidence(Slot, TrieNodes.Proof(storage))));
    }

    [Fact]
    public void TryOpen_TheGreatestValue_IsRead()
    {
        var greatest = (BigInteger.One << 256) - 1;
        var storage = SlotLeaf(RlpItem.FromScalar(greatest));

        Assert.True(ProvenState.TryOpen(With(AccountOf(TrieNodes.HashOf(storage)), new SlotEvidence(Slot, TrieNodes.Proof(storage))), out var state));

        Assert.Equal(greatest, state.Find(Contract, Slot));
    }

    [Theory]
    [InlineData(StateRootPlace, "0xc0")]
    [InlineData(StateRootPlace, "0x820102")]
    [InlineData(NumberPlace, "0xc0")]
    [InlineData(NumberPlace, "0x820001")]
    [InlineData(NumberPlace, "0x888000000000000000")] // 2^63
    [InlineData(TimePlace, "0xc0")]
    [InlineData(TimePlace, "0x853afff44180")] // the first second of the year 10000
    public void TryOpen_HeaderWithAWrongField_ProvesNothing(int place, string rlp)
    {
        var evidence = WithFields(fields => fields.SetItem(place, Rlp.Decode(JsonVectors.Bytes(rlp))));

        AssertProvesNothing(evidence);
        AssertProvesNothing(evidence with { Accounts = [] });
    }

    [Theory]
    [InlineData(NumberPlace, "0x80", 0, 400)]
    [InlineData(NumberPlace, "0x887fffffffffffffff", long.MaxValue, 400)]
    [InlineData(TimePlace, "0x80", 300, 0)]
    [InlineData(TimePlace, "0x853afff4417f", 300, 253_402_300_799)]
    public void TryOpen_HeaderWithTheSmallestAndLargestNumbers_IsRead(int place, string rlp, long number, long seconds)
    {
        Assert.True(ProvenState.TryOpen(WithFields(fields => fields.SetItem(place, Rlp.Decode(JsonVectors.Bytes(rlp)))), out var state));

        Assert.Equal((number, DateTimeOffset.FromUnixTimeSeconds(seconds)), (state.Block.Number, state.Block.Time));
    }

    [Fact]
    public void TryOpen_HeaderWithTooFewFields_ProvesNothing()
    {
        AssertProvesNothing(WithFields(fields => fields[..14]));
        Assert.True(ProvenState.TryOpen(WithFields(fields => fields.Add(Seven)), out _));
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0x07")]
    [InlineData("0xc1")]
    public void TryOpen_NoHeader_ProvesNothing(string header) => AssertProvesNothing(Good with { Header = [.. JsonVectors.Bytes(header)] });

    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public void TryOpen_QbftBlock_IsProvenByEnoughSealsOnly(int sealing, bool expected)
    {
        var unsealed = WithFields(fields => fields
            .SetItem(MixHashPlace, RlpItem.FromBytes(JsonVectors.Bytes(BlockHeader.QbftMixHash)))
            .SetItem(ExtraDataPlace, RlpItem.FromBytes(QbftExtraData.Encode([]))));
        Assert.True(QbftHeader.TryRead(unsealed.Header.AsSpan(), out var header));
        int[] keys = [1, 2, 3, 4];
        var rewritten = QbftSealer.Seal(QbftSealer.Rewrite(header, keys, round: 0), keys[..sealing]);

        Assert.Equal(expected, ProvenState.TryOpen(Good with { Header = [.. rewritten.Encode()] }, out var state));

        Assert.Equal(expected ? rewritten.Hash : null, state?.Block.Hash);
        Assert.Equal(expected ? sealing : null, state?.Seals?.Signers.Length);
    }

    private static void AssertProvesNothing(StateEvidence evidence)
    {
        Assert.False(ProvenState.TryOpen(evidence, out var state));
        Assert.Null(state);
    }

    private static StateEvidence With(RlpItem account, params SlotEvidence[] slots) =>
        WithState(TrieNodes.Leaf(TrieNodes.PathOf(Contract.ToArray()), Rlp.Encode(account)), slots);

    private static StateEvidence WithState(RlpItem leaf, params SlotEvidence[] slots) =>
        new(Header(Fields(TrieNodes.HashOf(leaf))), [new AccountEvidence(Contract, TrieNodes.Proof(leaf), [.. slots])]);

    /// <summary>The good evidence with other fields of the header.</summary>
    private static StateEvidence WithFields(Func<ImmutableArray<RlpItem>, ImmutableArray<RlpItem>> change) =>
        Good with { Header = Header(change(((RlpList)Rlp.Decode(Good.Header.AsSpan())).Items)) };

    private static ImmutableArray<byte> Header(ImmutableArray<RlpItem> fields) => [.. Rlp.Encode(new RlpList(fields))];

    // Yellow Paper section 4.4.3. The evidence uses three of the fields.
    private static ImmutableArray<RlpItem> Fields(Digest stateRoot) =>
    [
        .. Enumerable.Range(0, BlockHeader.FewestFields).Select(place => place switch
        {
            StateRootPlace => RlpItem.FromBytes(stateRoot.ToArray()),
            NumberPlace => RlpItem.FromScalar(300),
            TimePlace => RlpItem.FromScalar(400),
            _ => RlpItem.FromBytes([]),
        }),
    ];

    // Section 4.1: nonce, balance, storage root, code hash.
    private static RlpItem AccountOf(Digest storageRoot) => RlpItem.List(Seven, Seven, RlpItem.FromBytes(storageRoot.ToArray()), Seven);

    private static RlpItem SlotLeaf(RlpItem value) => TrieNodes.Leaf(TrieNodes.PathOf(Slot.ToArray()), Rlp.Encode(value));

    private static RlpItem Root(RlpItem node) => RlpItem.FromBytes(TrieNodes.HashOf(node).ToArray());
}
