using System.Collections.Immutable;
using System.Numerics;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.EvidenceFiles;

/// <summary>The state of a chain after one block: contracts with slots. It proves any of them. Immutable.</summary>
internal sealed record TestState
{
    public ImmutableDictionary<ChainAddress, ImmutableDictionary<Digest, BigInteger>> Contracts { get; init; } =
        ImmutableDictionary<ChainAddress, ImmutableDictionary<Digest, BigInteger>>.Empty;

    public TestState With(ChainAddress contract, Digest slot, BigInteger value) =>
        this with { Contracts = Contracts.SetItem(contract, SlotsOf(contract).SetItem(slot, value)) };

    /// <summary>Makes the header of a block with this state (Yellow Paper, section 4.4.3).</summary>
    public byte[] MakeHeader(long number, DateTimeOffset time)
    {
        var hash = RlpItem.FromBytes(new byte[Digest.Length]);
        var root = new TestTrie(Contracts.Select(contract => (contract.Key.ToArray(), MakeAccount(contract.Key)))).Root;
        return Rlp.Encode(RlpItem.List(
            hash, hash, RlpItem.FromBytes(new byte[20]), RlpItem.FromBytes(root.ToArray()), hash, hash, RlpItem.FromBytes(new byte[256]),
            RlpItem.FromScalar(0), RlpItem.FromScalar(number), RlpItem.FromScalar(30_000_000), RlpItem.FromScalar(0),
            RlpItem.FromScalar(time.ToUnixTimeSeconds()), RlpItem.FromBytes([]), hash, RlpItem.FromBytes(new byte[8])));
    }

    /// <summary>Proves these slots, also those that were never written.</summary>
    public StateEvidence Prove(byte[] header, params IEnumerable<(ChainAddress Contract, Digest Slot)> slots)
    {
        var accounts = new TestTrie(Contracts.Select(contract => (contract.Key.ToArray(), MakeAccount(contract.Key))));
        return new StateEvidence([.. header], [.. slots.GroupBy(one => one.Contract, one => one.Slot).Select(contract => new AccountEvidence(
            contract.Key, accounts.Prove(contract.Key.ToArray()),
            [.. contract.Select(slot => new SlotEvidence(slot, StorageOf(contract.Key).Prove(slot.ToArray())))]))]);
    }

    private ImmutableDictionary<Digest, BigInteger> SlotsOf(ChainAddress contract) =>
        Contracts.GetValueOrDefault(contract) ?? ImmutableDictionary<Digest, BigInteger>.Empty;

    private TestTrie StorageOf(ChainAddress contract) =>
        new(SlotsOf(contract).Select(slot => (slot.Key.ToArray(), Rlp.Encode(RlpItem.FromScalar(slot.Value)))));

    // Section 4.1: nonce, balance, storage root, code hash.
    private byte[] MakeAccount(ChainAddress contract) => Rlp.Encode(RlpItem.List(
        RlpItem.FromScalar(1), RlpItem.FromScalar(0), RlpItem.FromBytes(StorageOf(contract).Root.ToArray()), RlpItem.FromBytes(new byte[Digest.Length])));
}
