using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Evidence;

/// <summary>Computes the state of block 0 from the accounts in <c>alloc</c>. Accounts with code or storage are not supported.</summary>
internal static class GenesisAccounts
{
    // Yellow Paper section 4.1: the code hash of an account without code.
    private static readonly Digest NoCode = Keccak.Hash([]);

    /// <summary>Computes the state root.</summary>
    /// <exception cref="FaultException">An account is malformed or not supported.</exception>
    public static Digest StateRoot(GenesisJson alloc)
    {
        var accounts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in alloc.Names)
        {
            var address = GenesisJson.BytesOf(name, ChainAddress.Length) ?? throw GenesisFileProblems.Malformed($"alloc.{name}");
            if (!accounts.TryAdd(Convert.ToHexStringLower(address), Encode(alloc.Object(name), name)))
            {
                throw GenesisFileProblems.Malformed($"alloc.{name}: twice");
            }
        }

        return PatriciaRoot.Compute(accounts.Select(account => (Convert.FromHexString(account.Key), account.Value)));
    }

    // Section 4.1: nonce, balance, storage root, code hash.
    private static byte[] Encode(GenesisJson account, string address)
    {
        foreach (var name in account.Names)
        {
            // The last two are comments. Besu does not read them.
            if (name.ToLowerInvariant() is not ("balance" or "nonce" or "privatekey" or "comment"))
            {
                throw GenesisFileProblems.Unsupported($"alloc.{address}.{name}");
            }
        }

        var nonce = account.Has("nonce") ? account.Number("nonce", sizeof(ulong)) : 0;
        var balance = account.Has("balance") ? account.Number("balance", Digest.Length, allowsDecimal: true) : 0;
        return nonce.IsZero && balance.IsZero
            ? throw GenesisFileProblems.Unsupported($"alloc.{address}: an empty account")
            : Rlp.Encode(RlpItem.List(
                RlpItem.FromScalar(nonce), RlpItem.FromScalar(balance), RlpItem.FromBytes(PatriciaTrie.EmptyRoot.ToArray()), RlpItem.FromBytes(NoCode.ToArray())));
    }
}
