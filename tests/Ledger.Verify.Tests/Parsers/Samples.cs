using System.Text;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Seals;
using Ledger.Verify.Tests.Notes;
using Ledger.Verify.Tests.Seals;
using Ledger.Verify.Tests.Verdicts;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Parsers;

/// <summary>One good example of each format. The bytes are the same in every run.</summary>
internal static class Samples
{
    public const string Id = "019ab000-0000-7000-8000-000000000001";

    public static readonly Ed25519Signer Seal = new(Enumerable.Repeat((byte)7, 32).ToArray());
    private static readonly Digest Some = Digest.Sha256("some"u8);

    public static string SdJwt { get; } = MakeSdJwt();

    public static LogEntry Entry { get; } = new(
        1_795_000_000_000, Commitment.Compute(new byte[32], Encoding.ASCII.GetBytes(SdJwt.Split('~')[0])), Id, EntryKind.Certificate, null);

    public static string SignedCheckpoint { get; } = SignedNote.Sign(
        new Checkpoint(TestKeys.Origin, 2, TreeHash.Node(TreeHash.Leaf(Entry.ToUtf8()), Some)).ToText(), TestKeys.Log).ToString();

    public static string Proof { get; } = new TlogProof(0, [Some], SignedCheckpoint).ToString();

    public static byte[] Bundle { get; } = MakeBundle();

    public static string Jwk { get; } = Seal.PublicKey.ToJson();

    public static PinnedKeys Keys { get; } = new(TestKeys.Log.Key, new JwkSet([Seal.PublicKey]));

    public static VerificationOptions Options { get; } = new() { AsOf = DateTimeOffset.FromUnixTimeSeconds(1_795_000_100), Now = DateTimeOffset.FromUnixTimeSeconds(1_795_000_100) };

    /// <summary>A migration file of a department whose keys are new in every run.</summary>
    public static MigrationFile Migration { get; } = Move.Good().Log();

    public static ChainAddress Address { get; } = ParseAddress("0x00000000000000000000000000000000000000a1");

    private static ChainAddress ParseAddress(string text)
    {
        Assert.True(ChainAddress.TryParse(text, out var address));
        return address;
    }

    private static string MakeSdJwt()
    {
        var header = $$"""{"alg":"Ed25519","kid":"{{Seal.PublicKey.ThumbprintText}}","typ":"dc+sd-jwt"}""";
        const string Payload = $$"""
            {"_sd":["$0"],"iat":1795000000,"iss":"https://ledger.localhost/education","jti":"{{Id}}",
             "list":[{"...":"$1"}],"vct":"https://city.example/vct/x/1"}
            """;
        string[] disclosures = [TestSeals.Encode("""["salt","name","王芳"]"""), TestSeals.Encode("""["salt",7]""")];
        var filled = Payload.Replace("$0", TestSeals.DigestOf(disclosures[0]), StringComparison.Ordinal)
            .Replace("$1", TestSeals.DigestOf(disclosures[1]), StringComparison.Ordinal);
        return $"{TestSeals.Jwt(header, filled, Seal)}~{disclosures[0]}~{disclosures[1]}~";
    }

    private static byte[] MakeBundle()
    {
        Assert.True(Checkpoint.TryParse(TestKeys.Note(SignedCheckpoint).Text, out var checkpoint));
        var anchor = new BundleAnchor(
            1337, Address, Address, OnChainId.OfDepartment(TestKeys.Origin), checkpoint.Size, checkpoint.Root, 5, Some, Digest.Sha256("tx"u8));
        return new RecordBundle(SdJwt, Encoding.ASCII.GetString(Entry.ToUtf8()), [.. new byte[32]], Proof, anchor).ToUtf8();
    }
}
