using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests.Seals;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>Any change, exchange or forgery without the keys, in any combination, is not genuine, or belongs to another chain.</summary>
public sealed class ForgeryTests
{
    private const int Rounds = 500;

    // Two records of one log under one anchor. A part taken from the other record is as genuine as a wrong part can be.
    private static readonly Scenario[] Pair =
        Recipe.MakeTogether(new Recipe(), new Recipe().About("019ab000-0000-7000-8000-000000000002"));

    private static readonly Scenario One = Pair[0];
    private static readonly Scenario Other = Pair[1];

    private static readonly Action<Forgery, Random>[] Changes =
    [
        (forgery, random) => forgery.Payload[Pick(random, "iss", "vct", "vct#integrity", "jti", "name")] = Pick(random, "", "x", One.Department.Issuer),
        (forgery, random) => forgery.Payload[Pick(random, "iat", "nbf", "exp")] = random.NextInt64(0, 1L << 33),
        (forgery, random) => forgery.Payload.Remove(Pick(random, "iss", "vct", "vct#integrity", "iat", "nbf", "exp", "jti", "_sd_alg", "_sd")),
        (forgery, _) => forgery.Payload["grade"] = 9,
        (forgery, random) => forgery.Payload["_sd"] = new JsonArray(TestSeals.DigestOf(Pick(random, [.. new Forgery(Other).Disclosures]))),
        (forgery, random) => forgery.Header["alg"] = Pick(random, "ES256", "Ed25519", "EdDSA", "none", "HS256"),
        (forgery, random) => forgery.Header["kid"] = Pick(
            random, Forgery.SealKey.PublicKey.ThumbprintText, TestDepartment.Health.SealKey.PublicKey.ThumbprintText,
            TestDepartment.Education.OtherSealKey.PublicKey.ThumbprintText),
        (forgery, random) => forgery.Signature = Pick(random, new Forgery(Other).Signature, Base64Url.Encode(Bytes(random, 64))),
        (forgery, _) => forgery.IsResealed = true,
        (forgery, random) => forgery.Disclosures.Add(Pick(random, [.. new Forgery(Other).Disclosures, .. forgery.Disclosures])),
        (forgery, random) => forgery.Disclosures[random.Next(forgery.Disclosures.Count)] = TestSeals.Encode("""["salt","id_type","passport"]"""),
        (forgery, random) => forgery.Entry["at"] = random.NextInt64(0, 1L << 53),
        (forgery, random) => forgery.Entry["id"] = Pick(random, "019ab000-0000-7000-8000-000000000002", Guid.Empty.ToString("D")),
        (forgery, random) => forgery.Entry["kind"] = Pick(random, "decision", "consent", "disclosure", "key", "migration", "status"),
        (forgery, random) => forgery.Entry["commitment"] = Base64Url.Encode(Bytes(random, 32)),
        (forgery, _) => forgery.Entry = new Forgery(Other).Entry,
        (forgery, random) => forgery.Salt = Pick(random, new Forgery(Other).Salt, Bytes(random, 32)),
        (forgery, _) => forgery.IsRecommitted = true,
        (forgery, random) => forgery.Index = random.Next(8),
        (forgery, _) => (forgery.Index, forgery.Hashes) = (new Forgery(Other).Index, new Forgery(Other).Hashes),
        (forgery, random) => forgery.Hashes.Insert(random.Next(forgery.Hashes.Count + 1), Digest.Sha256(Bytes(random, 1))),
        (forgery, random) => forgery.Hashes = [.. forgery.Hashes.Take(random.Next(forgery.Hashes.Count + 1))],
        (forgery, _) => forgery.HasOwnTree = true,
        (forgery, random) => forgery.Checkpoint = forgery.Checkpoint with { Size = random.Next(16) },
        (forgery, random) => forgery.Checkpoint = forgery.Checkpoint with { Root = Digest.Sha256(Bytes(random, 1)) },
        (forgery, _) => forgery.Checkpoint = forgery.Checkpoint with { Origin = TestDepartment.Health.Origin },
        (forgery, _) => forgery.IsResigned = true,
        (forgery, _) => forgery.Signatures.AddRange(forgery.Signatures),
        (forgery, random) => forgery.Anchor = forgery.Anchor with { Size = random.Next(16), Block = random.Next(50) },
        (forgery, random) => forgery.Anchor = forgery.Anchor with { Transaction = Digest.Sha256(Bytes(random, 1)) },
        (forgery, random) => forgery.Anchor = forgery.Anchor with { ChainId = random.Next(40_000) },
        (forgery, random) => forgery.Anchor = forgery.Anchor with { Registry = TestChain.Address(Pick(random, '1', '2', '9')) },
        (forgery, random) => forgery.Anchor = forgery.Anchor with { Root = Pick(random, [.. One.Log.Anchors]).Root },
    ];

    [Fact]
    public void ToUtf8_NothingForged_IsTheTrueBundle() => Assert.Equal(One.Text, Encoding.UTF8.GetString(new Forgery(One).ToUtf8()));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Verify_SeveralPartsForged_IsNeverValidOnThisChain(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var forgery = new Forgery(One);
            var changes = Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(Changes.Length)).ToArray();
            Array.ForEach(changes, change => Changes[change](forgery, random));
            var utf8 = forgery.ToUtf8();

            var report = One.Verify(utf8);

            // Changes may cancel each other, and parts of the other record may add up to the other record.
            var isTrue = utf8.AsSpan().SequenceEqual(One.Utf8) || utf8.AsSpan().SequenceEqual(Other.Utf8);

            // A bundle of another chain must be judged by that chain, unless it contradicts itself.
            var source = One.Chain.Source;
            var isElsewhere = (forgery.Anchor.ChainId, forgery.Anchor.Registry) != (source.ChainId, source.Registry);
            Assert.True(
                report.Verdict == (isTrue ? Verdict.Valid : Verdict.NotGenuine)
                    || (isElsewhere && report.Verdict is Verdict.CouldNotBeChecked && report[CheckName.Anchored].Finding == Findings.AnchorElsewhere),
                $"round {round}, changes {string.Join(' ', changes)}: {report.Verdict}\n{Encoding.UTF8.GetString(utf8)}");
        }
    }

    [Fact]
    public void Verify_EverythingForgedWithoutAKey_FailsWhereverAKeyIsNeeded()
    {
        var forgery = new Forgery(One) { IsResealed = true, IsRecommitted = true, HasOwnTree = true, IsResigned = true };
        forgery.Payload["grade"] = 9;

        Assert.Equal(
            [
                "seal failed LDG1008", "issuer-authorised not-run LDG1032", "checkpoint failed LDG1018", "anchored failed LDG1019",
                "final not-run LDG1021",
            ],
            One.Verify(forgery.ToUtf8()).NotPassed());
    }

    [Fact]
    public void Verify_AnyMixtureOfTwoTrueBundles_IsNotGenuine()
    {
        for (var taken = 0; taken < 1 << 4; taken++)
        {
            T Either<T>(int part, Func<Ledger.Verify.Bundles.RecordBundle, T> of) => of((taken >> part & 1) == 0 ? One.Bundle : Other.Bundle);
            var mixed = One.Bundle with
            {
                Record = Either(0, bundle => bundle.Record),
                Entry = Either(1, bundle => bundle.Entry),
                Salt = Either(2, bundle => bundle.Salt),
                Proof = Either(3, bundle => bundle.Proof),
            };

            Assert.Equal(taken is 0 or 15 ? Verdict.Valid : Verdict.NotGenuine, One.Verify(mixed.ToUtf8()).Verdict);
        }
    }

    [Fact]
    public void Verify_JwsPartsOfTwoTrueRecordsMixed_IsNotGenuine()
    {
        var (one, other) = (One.Bundle.Record.Split('~')[0].Split('.'), Other.Bundle.Record.Split('~')[0].Split('.'));
        string[] mixed = [$"{one[0]}.{other[1]}.{one[2]}", $"{one[0]}.{one[1]}.{other[2]}", $"{one[0]}.{other[1]}.{other[2]}"];

        Assert.All(mixed, jwt => Assert.Equal(
            Verdict.NotGenuine, One.WithRecord(One.Bundle.Record.Replace(string.Join('.', one), jwt, StringComparison.Ordinal)).Verify().Verdict));
    }

    [Fact]
    public void Verify_SealWithTheOtherRootOfTheSameSignature_IsNotGenuine()
    {
        // ECDSA also accepts (r, n − s). The commitment covers the exact text, so the second signature was never logged.
        var order = System.Numerics.BigInteger.Parse(
            "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber,
            System.Globalization.CultureInfo.InvariantCulture);
        var forgery = new Forgery(One);
        Assert.True(Base64Url.TryDecode(forgery.Signature, out var signature));
        var s = order - new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var low = s.ToByteArray(isUnsigned: true, isBigEndian: true);
        forgery.Signature = Base64Url.Encode([.. signature[..32], .. new byte[32 - low.Length], .. low]);

        Assert.Equal(["commitment failed LDG1016"], One.Verify(forgery.ToUtf8()).NotPassed());
    }

    private static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
