using System.Text;
using System.Text.Json;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.ForeignSeals;
using Ledger.Verify.Json;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;
using Ledger.Verify.Tests.Notes;
using Ledger.Verify.Text;
using Ledger.Verify.Tiles;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Parsers;

/// <summary>
/// Runs every parser on thousands of damaged inputs. It never throws. What it accepts it writes back byte for byte, so two different texts never
/// have the same meaning. A bundle may have several spellings and is written back in one. The damage is the same in every run.
/// </summary>
public sealed class FuzzTests
{
    private const int Rounds = 4000;

    private static readonly string Json = """{"a":[1,-7,"é\n\"",null,true,{"b":{}}],"z":9007199254740991,"王":"😀"}""";
    private static readonly string Type = """
        {"vct":"https://city.example/vct/x/1","name":"X","display":[{"locale":"en","name":"X"}],
         "claims":[{"path":["doses",null,0],"mandatory":true,"sd":"always","display":[{"locale":"en","label":"Dose"}]},{"path":["a"],"sd":"never"}]}
        """;

    /// <summary>A parser as a function from a text to the text it writes back, or null when it refuses the text.</summary>
    private static readonly Dictionary<string, (string[] Good, Func<string, string?> WriteBack)> TextParsers = new()
    {
        ["base64"] = (["", "Zg==", "Zm8=", "Zm9vYmFy", TestKeys.PeterPrivate],
            text => Base64.TryDecode(text, out var bytes) ? Convert.ToBase64String(bytes) : null),
        ["base64url"] = (["", "Zg", "Zm8", "Zm9vYmFy", "A-z_4ME"],
            text => Base64Url.TryDecode(text, out var bytes) ? Base64Url.Encode(bytes) : null),
        ["tile"] = (["tile/0/000", "tile/3/x001/234.p/5", "tile/7/x001/x234/067"],
            text => TileId.TryParse(text, out var id) ? id.Path : null),
        ["entries"] = (["tile/entries/000", "tile/entries/x001/234.p/255", "tile/entries/x001/x234/067"],
            text => EntryBundleId.TryParse(text, out var id) ? id.Path : null),
        ["vkey"] = ([TestKeys.PeterKey, TestKeys.TesseraKey, TestKeys.Log.Key.ToString()],
            text => VerifierKey.TryParse(text, out var key) ? key.ToString() : null),
        ["note"] = ([TestKeys.PeterNote, TestKeys.PeterNote + TestKeys.EnochLine, Samples.SignedCheckpoint],
            text => SignedNote.TryParse(text, out var note) ? note.ToString() : null),
        ["checkpoint"] = (["a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", TestKeys.Note(Samples.SignedCheckpoint).Text],
            text => Checkpoint.TryParse(text, out var checkpoint) ? checkpoint.ToText() : null),
        ["proof"] = ([Samples.Proof, new TlogProof(0, [], "x").ToString()],
            text => TlogProof.TryParse(text, out var proof) ? proof.ToString() : null),
        ["address"] = ([Samples.Address.ToString()],
            text => ChainAddress.TryParse(text, out var address) ? address.ToString() : null),
        ["sd-jwt"] = ([Samples.SdJwt],
            text => SdJwt.TryParse(text, out var sdJwt, out _) && sdJwt.TryDisclose(out _, out _) ? sdJwt.Compact : null),
    };

    private static readonly Dictionary<string, (byte[][] Good, Func<byte[], byte[]?> WriteBack)> ByteParsers = new()
    {
        ["json"] = ([Utf8(Json), "[]"u8.ToArray()], bytes => CanonicalJson.IsCanonical(bytes) ? CanonicalJson.Canonicalize(bytes) : null),
        ["entry"] = ([Samples.Entry.ToUtf8(), (Samples.Entry with { Kind = EntryKind.Status, Status = EntryStatus.Revoked }).ToUtf8()],
            bytes => LogEntry.TryParse(bytes, out var entry) ? entry.ToUtf8() : null),
        ["entry bundle"] = ([EntryBundle.Encode(["one"u8.ToArray(), [], "three"u8.ToArray()])],
            bytes => EntryBundle.TryDecode(bytes, 3, out var entries) ? EntryBundle.Encode([.. entries.Select(entry => entry.ToArray())]) : null),
        ["migration"] = ([Samples.Migration.ToBytes()], bytes => MigrationFile.TryRead(bytes, out var file, out _) ? file.ToBytes() : null),
    };

    public static TheoryData<string> TextNames => new(TextParsers.Keys);

    public static TheoryData<string> ByteNames => new(ByteParsers.Keys);

    [Theory]
    [MemberData(nameof(TextNames))]
    public void TryParse_DamagedText_IsRefusedOrWrittenBack(string name)
    {
        var (good, writeBack) = TextParsers[name];
        Assert.All(good, text => Assert.Equal(text, writeBack(text)));

        var refused = Damage(good, new Mutator(name.Length).Mutate, writeBack, string.Equals, text => JsonSerializer.Serialize(text));

        Assert.InRange(refused, Rounds / 10, Rounds - 1);
    }

    [Theory]
    [MemberData(nameof(ByteNames))]
    public void TryParse_DamagedBytes_AreRefusedOrWrittenBack(string name)
    {
        var (good, writeBack) = ByteParsers[name];
        Assert.All(good, bytes => Assert.Equal(bytes, writeBack(bytes)));

        var refused = Damage(
            good, new Mutator(name.Length).Mutate, writeBack, (left, right) => left.AsSpan().SequenceEqual(right), Convert.ToHexString);

        Assert.InRange(refused, Rounds / 10, Rounds);
    }

    /// <summary>A bundle in any spelling has the meaning of its canonical form.</summary>
    [Fact]
    public void TryRead_DamagedBundle_IsRefusedOrWrittenInItsCanonicalForm()
    {
        byte[] mark = [0xEF, 0xBB, 0xBF];
        byte[] Canonical(byte[] bytes) => CanonicalJson.Canonicalize(bytes.AsSpan().StartsWith(mark) ? bytes.AsMemory(mark.Length) : bytes);

        var refused = Damage(
            [Samples.Bundle, [.. mark, .. Samples.Bundle]], new Mutator(6).Mutate,
            bytes => RecordBundle.TryRead(bytes, out var bundle, out _) ? bundle.ToUtf8() : null,
            (written, damaged) => written.AsSpan().SequenceEqual(Canonical(damaged)), Convert.ToHexString);

        Assert.InRange(refused, Rounds / 10, Rounds - 1);
    }

    [Fact]
    public void Canonicalize_DamagedJson_IsRefusedOrCanonical() => Damage(
        [Utf8(Json), Utf8(Type)], new Mutator(1).Mutate,
        bytes =>
        {
            try
            {
                return CanonicalJson.IsCanonical(CanonicalJson.Canonicalize(bytes)) ? bytes : [];
            }
            catch (CanonicalJsonException)
            {
                return null;
            }
        },
        ReferenceEquals, Convert.ToHexString);

    [Fact]
    public void TryParse_DamagedTypeMetadata_IsRefusedWithAPlaceOrRead() => Damage(
        [Utf8(Type)], new Mutator(2).Mutate,
        bytes => TypeMetadata.TryParse(bytes, out var type, out var refusal)
            ? type.Vct.Length > 0 && type.Claims.All(claim => Reads(claim.Path)) ? bytes : []
            : refusal.Place.Length > 0 ? null : [],
        ReferenceEquals, Convert.ToHexString);

    [Fact]
    public void TryParse_DamagedKeys_AreRefusedOrReadBack() => Damage(
        [Utf8(Samples.Jwk), Utf8($$"""{"keys":[{{Samples.Jwk}}]}""")], new Mutator(3).Mutate,
        bytes => (Jwk.TryParse(bytes, out var key, out _), JwkSet.TryParse(bytes, out var keys, out _)) switch
        {
            (true, _) => Jwk.TryParse(Utf8(key!.ToJson()), out var again, out _) && again.Equals(key) ? bytes : [], // set when read
            (_, true) => JwkSet.TryParse(keys!.ToUtf8Json(), out var again, out _) && again.Keys.SequenceEqual(keys.Keys) ? bytes : [],
            _ => null,
        },
        ReferenceEquals, Convert.ToHexString);

    [Fact]
    public void TryParse_DamagedForeignSdJwt_NeverPassesUnlessItIsTheSame()
    {
        Assert.True(ForeignKeySet.TryParse(Utf8(Samples.Seal.PublicKey.ToJson()), out var keys, out _));
        var good = Samples.SdJwt;

        Damage(
            [good], new Mutator(5).Mutate,
            text => ForeignSdJwt.TryParse(text, out var sdJwt, out _) && sdJwt.CheckSeal(keys) is null && sdJwt.TryDisclose(out _, out _) ? text : null,
            (left, right) => IsPresentationOf(left, good), text => JsonSerializer.Serialize(text));
    }

    [Fact]
    public void TryParse_DamagedForeignKeys_NeverThrow() => Damage(
        [Utf8(Samples.Jwk), Utf8($$"""{"keys":[{{Samples.Jwk}},{"kty":"RSA","n":"AQAB","e":"AQAB","key_ops":["verify"]}]}""")], new Mutator(6).Mutate,
        bytes => ForeignKeySet.TryParse(bytes, out var keys, out _) && keys.Count > 0 ? bytes : null,
        ReferenceEquals, Convert.ToHexString);

    [Fact]
    public void VerifyOffline_GoodBundle_LacksOnlyTheChecksThatNeedAChain()
    {
        var report = RecordVerifier.VerifyOffline(RecordVerifier.Open(Samples.Bundle), Samples.Keys, Samples.Options);

        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
        Assert.DoesNotContain(report.Checks, check => check.Outcome is CheckOutcome.Failed);
    }

    [Fact]
    public void VerifyOffline_DamagedBundle_IsNeverValidAndHasEveryCheck() => Damage(
        [Samples.Bundle], new Mutator(4).Mutate,
        bytes => RecordVerifier.VerifyOffline(RecordVerifier.Open(bytes), Samples.Keys, Samples.Options) is { Checks.Length: 12 } report
            && report.Verdict is Verdict.NotGenuine or Verdict.CouldNotBeChecked ? bytes : [],
        ReferenceEquals, Convert.ToHexString);

    // Damages the parts inside the outer form. Damage to the outer form would hardly ever leave valid JSON.
    [Theory]
    [InlineData("record")]
    [InlineData("entry")]
    [InlineData("proof")]
    public void VerifyOffline_BundleWithADamagedPart_IsNeverValidAndHasEveryCheck(string part)
    {
        Assert.True(RecordBundle.TryRead(Samples.Bundle, out var good, out _));
        var text = part switch { "record" => good.Record, "entry" => good.Entry, _ => good.Proof };

        Damage(
            [text], new Mutator(part.Length).Mutate,
            damaged =>
            {
                var bundle = part switch
                {
                    "record" => good with { Record = damaged },
                    "entry" => good with { Entry = damaged },
                    _ => good with { Proof = damaged },
                };
                var report = RecordVerifier.VerifyOffline(RecordVerifier.Open(bundle.ToUtf8()), Samples.Keys, Samples.Options);
                return report.Checks.Length == 12 && report.Verdict is Verdict.NotGenuine or Verdict.CouldNotBeChecked ? damaged : "";
            },
            ReferenceEquals, text => JsonSerializer.Serialize(text));
    }

    /// <summary>Returns how many damaged inputs were refused. Accepted inputs are added to the good ones, so the damage accumulates.</summary>
    private static int Damage<T>(T[] good, Func<T, T> mutate, Func<T, T?> writeBack, Func<T, T, bool> equal, Func<T, string> show)
        where T : class
    {
        var pool = new List<T>(good);
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = mutate(pool[round % pool.Count]);
            T? written = null;
            var thrown = Record.Exception(() => written = writeBack(damaged));
            if (thrown is not null || (written is not null && !equal(written, damaged)))
            {
                Assert.Fail($"{thrown?.ToString() ?? "Written back otherwise."}\n{show(damaged)}");
            }

            refused += written is null ? 1 : 0;
            if (written is not null && pool.Count < 50)
            {
                pool.Add(damaged);
            }
        }

        return refused;
    }

    /// <summary>
    /// Whether the text is the same seal with some of its disclosures, each once. The holder may write what follows the last tilde.
    /// </summary>
    private static bool IsPresentationOf(string text, string sealedText)
    {
        var (parts, good) = (text.Trim().Split('~'), sealedText.Split('~'));
        var shown = parts[1..^1];
        return parts[0] == good[0] && shown.Distinct().Count() == shown.Length && shown.All(good[1..^1].Contains);
    }

    private static bool Reads(ClaimPath path) =>
        ClaimPath.TryParse(JsonElement.Parse(path.ToString()), out var read) && read.Equals(path);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
