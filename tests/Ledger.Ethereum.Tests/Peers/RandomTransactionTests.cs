using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Peers;

/// <summary>Random transactions signed with random keys: both peers agree about the signed hash, the bytes, their hash and the sender.</summary>
public sealed class RandomTransactionTests(EthersPeer ethers, ViemPeer viem)
{
    /// <summary>viem stores nonces and doubled chain ids in JavaScript numbers.</summary>
    private const int BitsOfNumbers = 51;

    [Fact]
    public async Task Sign_RandomTransactions_IsWhatBothPeersSign()
    {
        var random = RandomValues.For(nameof(Sign_RandomTransactions_IsWhatBothPeersSign));
        var cases = Enumerable.Range(0, RandomValues.Cases(200)).Select(_ => Case.Create(random)).ToArray();

        await CompareAsync(random, cases);
    }

    /// <summary>Keys and signature numbers that begin with zero bytes: one in 256 of each, where encoders of scalars fail.</summary>
    [Fact]
    public async Task Sign_LeadingZeroBytes_IsWhatBothPeersSign()
    {
        var random = RandomValues.For(nameof(Sign_LeadingZeroBytes_IsWhatBothPeersSign));
        var ofKeys = Enumerable.Range(1, 4).SelectMany(zeros => Enumerable.Range(0, 6).Select(_ => Case.Create(random, zeros))).ToArray();
        var ofSignatures = new[] { 0, 32 }.Select(place => Enumerable.Range(0, 10_000).Select(_ => Case.Create(random, 0))
            .First(one => one.Key.Signature![place] == 0)).ToArray();

        await CompareAsync(random, [.. ofKeys, .. ofSignatures]);
    }

    private async Task CompareAsync(RandomValues random, Case[] cases)
    {
        foreach (var peer in (PeerProgram[])[ethers, viem])
        {
            var answers = await peer.AskAsync(cases.Select(one => one.Question), TestContext.Current.CancellationToken);
            Assert.Equal(cases.Length, answers.Length);
            for (var i = 0; i < cases.Length; i++)
            {
                random.Holds(peer, cases[i].Question, () =>
                {
                    var (one, answer) = (cases[i], answers[i]);
                    Assert.Equal(answer.GetProperty("unsignedHash").GetString(), one.Key.Signed!.Value.ToHex());
                    Assert.Equal(answer.GetProperty("raw").GetString(), Hex.Data(one.Signed.Bytes.AsSpan()));
                    Assert.Equal(answer.GetProperty("hash").GetString(), one.Signed.Hash.ToHex());
                    Assert.Equal(answer.GetProperty("sender").GetString(), one.Key.Address.ToString());
                });
            }
        }
    }

    private sealed record Case(object Question, WatchedKey Key, SignedTransaction Signed)
    {
        public static Case Create(RandomValues random, int? leadingZeros = null)
        {
            var key = new WatchedKey(random, leadingZeros ?? (random.Chance(0.1) ? 31 : 0));
            var chainId = (long)BigInteger.Max(1, random.Number(BitsOfNumbers));
            var nonce = (long)random.Number(BitsOfNumbers);
            var gas = (long)random.Number(63);
            var value = random.Chance(0.5) ? BigInteger.Zero : random.Number(96);
            ChainAddress? to = random.Chance(0.2) ? null : random.Address();
            var data = random.Bytes(random.Next(0, 3) switch { 0 => 0, 1 => 1, _ => random.Next(2, 2048) });
            var isLegacy = random.Chance(0.5);

            // Also above 2^64. Both peers refuse a tip above the whole fee.
            var (fee, tip) = (random.Number(100), random.Number(100));
            (fee, tip) = (BigInteger.Max(fee, tip), BigInteger.Min(fee, tip));
            var signed = new UnsignedTransaction(chainId, nonce, to, [.. data], gas, isLegacy ? new LegacyFees(fee) : new DynamicFees(tip, fee)) { Value = value }.Sign(key);

            var fields = new Dictionary<string, object?>
            {
                ["type"] = isLegacy ? 0 : 2,
                ["chainId"] = Text(chainId),
                ["nonce"] = Text(nonce),
                ["gasLimit"] = Text(gas),
                ["value"] = Text(value),
                ["to"] = to?.ToString(),
                ["data"] = Hex.Data(data),
            };
            if (isLegacy)
            {
                fields["gasPrice"] = Text(fee);
            }
            else
            {
                fields["maxPriorityFeePerGas"] = Text(tip);
                fields["maxFeePerGas"] = Text(fee);
            }

            return new Case(new { kind = "signed", privateKey = key.Private, fields }, key, signed);
        }

        private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A key that records what it signed.</summary>
    private sealed class WatchedKey : IOperatorKey
    {
        private readonly OperatorKey _key;

        public WatchedKey(RandomValues random, int leadingZeros)
        {
            byte[] bytes;
            do
            {
                bytes = [.. new byte[leadingZeros], .. random.Bytes(32 - leadingZeros)];
            }
            while (!Secp256k1.IsPrivateKey(bytes));

            _key = new OperatorKey(KeyOctets.FromBytes(bytes));
            Private = Hex.Data(bytes);
        }

        public string Private { get; }

        public Digest? Signed { get; private set; }

        /// <summary>r and s, 32 bytes each.</summary>
        public byte[]? Signature { get; private set; }

        public ChainAddress Address => _key.Address;

        public (ImmutableArray<byte> R, ImmutableArray<byte> S, int RecoveryId) Sign(Digest hash)
        {
            Signed = hash;
            var (r, s, recoveryId) = _key.Sign(hash);
            Signature = [.. r, .. s];
            return (r, s, recoveryId);
        }
    }
}
