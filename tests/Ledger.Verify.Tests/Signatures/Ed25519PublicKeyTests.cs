using System.Text.Json.Nodes;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;
using Ledger.Verify.Signatures;
using Ledger.Verify.Tests.Architecture;
using Ledger.Verify.Tests.Seals;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Ledger.Verify.Tests.Signatures;

/// <summary>
/// Signatures about which implementations disagree. <c>cctv.json</c> is from C2SP/CCTV (ed25519vectors.json, by number), <c>speccheck.json</c> from
/// novifinancial/ed25519-speccheck (cases.json, "Taming the many EdDSAs", by index). <c>make.mjs</c> writes <c>made.json</c>.
/// </summary>
public sealed class Ed25519PublicKeyTests
{
    private static readonly string Folder = Path.Combine(Vectors.Repository, "tests", "Ledger.Verify.Tests", "Signatures", "vectors");

    private static readonly Dictionary<string, JsonNode> All = new[] { "cctv.json", "speccheck.json", "made.json" }
        .SelectMany(file => JsonNode.Parse(File.ReadAllBytes(Path.Combine(Folder, file)))!.AsArray())
        .ToDictionary(vector => (string)vector!["name"]!, vector => vector!);

    public static TheoryData<string> Names => new(All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_Vector_GivesTheExpectedAnswerInNotesAndSeals(string name)
    {
        var (key, message, signature, expect) = Read(name);

        Assert.Equal(expect, Ask(Ed25519PublicKey.TryRead(key, out var read) ? read.Verify(message, signature) : null));
        Assert.Equal(expect, Ask(VerifierKey.TryEd25519("a.example", key, out var note) ? note.Verify(message, signature) : null));
        Assert.Equal(expect, Ask(SealAnswer(key, message, signature)));
    }

    [Fact]
    public void Verify_EveryVector_AcceptsNothingThatOpenSslRefuses() => Assert.All(
        All.Values, vector => Assert.True((string?)vector["expect"] != "accepted" || (bool)vector["openssl"]!));

    [Fact]
    public void Vectors_RefusedHere_IncludeSomeThatTheLibraryAccepts()
    {
        var differing = All.Keys.Where(name =>
        {
            var (key, message, signature, expect) = Read(name);
            return expect == "refused" && Ed25519.Verify(signature, 0, key, 0, message, 0, message.Length);
        });

        // Without these vectors the test would not show that the cofactor is left out.
        Assert.True(differing.Count() >= 7);
    }

    [Fact]
    public void Verify_AnyBitOfSignatureOrMessageFlipped_IsRefused()
    {
        var (key, message, signature, _) = Read("honest");
        Assert.True(Ed25519PublicKey.TryRead(key, out var read));

        for (var bit = 0; bit < signature.Length * 8; bit++)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(read.Verify(message, signature));
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        message[0] ^= 1;
        Assert.False(read.Verify(message, signature));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    public void Verify_SignatureOfOtherLength_IsRefused(int length)
    {
        var (key, message, signature, _) = Read("honest");
        Assert.True(Ed25519PublicKey.TryRead(key, out var read));
        Array.Resize(ref signature, length);

        Assert.False(read.Verify(message, signature));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void TryRead_OtherLength_IsRefused(int length)
    {
        var (key, _, _, _) = Read("honest");
        Array.Resize(ref key, length);

        Assert.False(Ed25519PublicKey.TryRead(key, out _));
        Assert.False(Ed25519PublicKey.IsKey(key));
    }

    [Theory]
    [InlineData("Ed25519.Verify(")]
    [InlineData("Ed25519PublicKeyParameters")]
    [InlineData("ValidatePublicKey")]
    public void Sources_OfAllProjects_VerifyInOnePlaceOnly(string call)
    {
        var places = SourceTree.Files("src", "*.cs").Where(file => SourceTree.ReadCode(file).Contains(call, StringComparison.Ordinal));

        Assert.DoesNotContain(places, file => !file.EndsWith("/Signatures/Ed25519PublicKey.cs", StringComparison.Ordinal));
    }

    private static bool? SealAnswer(byte[] key, byte[] message, byte[] signature)
    {
        if (!Jwk.TryFromRaw(SealAlgorithm.Ed25519, key, out var jwk))
        {
            return null;
        }

        using var verifier = SealVerifier.For(jwk);
        return verifier.Verify(message, signature);
    }

    private static string Ask(bool? answer) => answer switch { true => "accepted", false => "refused", null => "key refused" };

    private static (byte[] Key, byte[] Message, byte[] Signature, string Expect) Read(string name)
    {
        var vector = All[name];
        return (Bytes("key"), Bytes("message"), Bytes("signature"), (string)vector["expect"]!);

        byte[] Bytes(string member) => Convert.FromHexString((string)vector[member]!);
    }
}
