using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Evidence;

/// <summary>
/// Contract state that is proven by the hash of a block. Whoever trusts the hash can trust the state. On a QBFT chain, enough of the validators
/// named in the header have also sealed the block. Immutable.
/// </summary>
public sealed class ProvenState
{
    // Yellow Paper section 4.4.3: the positions of these fields in a header.
    private const int StateRootPlace = 3;
    private const int NumberPlace = 8;
    private const int TimePlace = 11;

    private readonly Dictionary<(ChainAddress Address, Digest Slot), BigInteger> _slots;

    private ProvenState(ChainBlock block, BlockSeals? seals, Dictionary<(ChainAddress Address, Digest Slot), BigInteger> slots)
    {
        Block = block;
        Seals = seals;
        _slots = slots;
    }

    /// <summary>The block after which the contracts had this state. Compare its hash with a trusted one.</summary>
    public ChainBlock Block { get; }

    /// <summary>The seals of the block, enough of them. Null on chains whose blocks have no seals.</summary>
    public BlockSeals? Seals { get; }

    /// <summary>Verifies all of the evidence.</summary>
    /// <returns>False when a part does not lead to the state root of the header, or when too few validators sealed a QBFT header.
    /// <see cref="BlockSeals.Find"/> tells the two cases apart. Too few seals prove nothing and refute nothing.</returns>
    public static bool TryOpen(StateEvidence evidence, [NotNullWhen(true)] out ProvenState? state)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        try
        {
            state = Open(evidence);
        }
        catch (RlpException)
        {
            state = null;
        }

        return state is not null;
    }

    /// <summary>The value of a slot. Null when the evidence does not contain the slot.</summary>
    public BigInteger? Find(ChainAddress contract, Digest slot) => _slots.TryGetValue((contract, slot), out var value) ? value : null;

    private static ProvenState? Open(StateEvidence evidence)
    {
        var seals = BlockSeals.Find(evidence.Header.AsSpan());
        if (!TryReadHeader(evidence.Header.AsSpan(), out var block, out var stateRoot) || seals is { AreEnough: false })
        {
            return null;
        }

        var slots = new Dictionary<(ChainAddress, Digest), BigInteger>();
        foreach (var account in evidence.Accounts)
        {
            if (!TryReadAccount(stateRoot, account, out var storageRoot))
            {
                return null;
            }

            foreach (var slot in account.Slots)
            {
                if (!TryReadSlot(storageRoot, slot, out var value) || !slots.TryAdd((account.Address, slot.Slot), value))
                {
                    return null;
                }
            }
        }

        return new ProvenState(block, seals, slots);
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> header, [NotNullWhen(true)] out ChainBlock? block, out Digest stateRoot)
    {
        block = null;
        stateRoot = default;
        if (Rlp.Decode(header) is RlpList { Items: var fields } && fields.Length >= BlockHeader.FewestFields
            && fields[StateRootPlace] is RlpBytes { Bytes: var root } && Digest.TryRead(root.AsSpan(), out stateRoot)
            && TryReadNumber(fields[NumberPlace], out var number) && TryReadNumber(fields[TimePlace], out var seconds)
            && number <= long.MaxValue && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            block = new ChainBlock((long)number, BlockHeader.HashOf(header), DateTimeOffset.FromUnixTimeSeconds((long)seconds));
        }

        return block is not null;
    }

    // Section 4.1: nonce, balance, storage root, code hash.
    private static bool TryReadAccount(Digest stateRoot, AccountEvidence account, out Digest storageRoot)
    {
        storageRoot = default;
        return PatriciaTrie.TryFind(stateRoot, account.Address.ToArray(), account.Nodes, out var value)
            && value is { } rlp && Rlp.Decode(rlp.AsSpan()) is RlpList { Items: [_, _, RlpBytes { Bytes: var root }, _] }
            && Digest.TryRead(root.AsSpan(), out storageRoot);
    }

    private static bool TryReadSlot(Digest storageRoot, SlotEvidence slot, out BigInteger value)
    {
        value = BigInteger.Zero; // the value of a slot that was never written
        return PatriciaTrie.TryFind(storageRoot, slot.Slot.ToArray(), slot.Nodes, out var found)
            && (found is not { } rlp || TryReadNumber(Rlp.Decode(rlp.AsSpan()), out value));
    }

    private static bool TryReadNumber(RlpItem item, out BigInteger number)
    {
        var octets = (item as RlpBytes)?.Bytes ?? [];
        number = new BigInteger(octets.AsSpan(), isUnsigned: true, isBigEndian: true);
        return item is RlpBytes && octets.Length <= Digest.Length && (octets.IsEmpty || octets[0] != 0);
    }
}
