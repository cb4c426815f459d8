using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;
using Ledger.Verify.Text;

namespace Ledger.Verify.Tests.Seals;

/// <summary>What an issuer seals: the payload, the disclosures and their salts, and what it refuses to seal.</summary>
public sealed class SdJwtIssuerTests
{
    private const string Claims = """{"name":"王芳","address":{"city":"上海","street":"一路"},"doses":[{"lot":"A","code":1},{"lot":"B","code":2}],"shown":{"a":1},"list":[1,2,3]}""";

    private static readonly Ed25519Signer Signer = new(Enumerable.Repeat((byte)7, 32).ToArray());

    private static readonly DisclosureRules Rules = DisclosureRules.From(
    [
        KeyValuePair.Create(ClaimPath.FromSegments("address", "street"), DisclosureRule.Always),
        KeyValuePair.Create(ClaimPath.FromSegments("doses"), DisclosureRule.Never),
        KeyValuePair.Create(ClaimPath.FromSegments("doses", ClaimPathSegment.Any), DisclosureRule.Always),
        KeyValuePair.Create(ClaimPath.FromSegments("doses", ClaimPathSegment.Any, "lot"), DisclosureRule.Always),
        KeyValuePair.Create(ClaimPath.FromSegments("shown"), DisclosureRule.Never),
        KeyValuePair.Create(ClaimPath.FromSegments("list"), DisclosureRule.Never),
        KeyValuePair.Create(ClaimPath.FromSegments("list", 1), DisclosureRule.Always),
    ]);

    private static readonly ClearClaims Everything = TestSeals.Clear with
    {
        TypeIntegrity = "sha256-AAAA",
        NotBefore = TestSeals.IssuedAt.AddDays(1),
        ExpiresAt = TestSeals.IssuedAt.AddDays(2),
        HolderKey = TestSeals.Holder.PublicKey,
        Additional = JsonElement.Parse("""{"issuing_authority":"教育局","country":"CN"}"""),
    };

    // A salt is drawn before the disclosures inside the claim, which come first in the list.
    [Fact]
    public void TryIssue_ClaimsWithRules_AreDisclosedFromTheInsideOut()
    {
        var issued = Issue(Claims, Rules, new CountingBytes());

        var salts = Enumerable.Range(0, 7).Select(number => Base64Url.Encode(CountingBytes.Salt(number))).ToArray();
        var decoded = issued.Disclosures.Select(disclosure => Decode(disclosure.Encoded)).ToArray();
        var digests = issued.Disclosures.Select(disclosure => TestSeals.DigestOf(disclosure.Encoded)).ToArray();
        Assert.Equal(
            [
                $"""["{salts[0]}","name","王芳"]""",
                $"""["{salts[2]}","street","一路"]""",
                $$"""["{{salts[1]}}","address",{"city":"上海","_sd":["{{digests[1]}}"]}]""",
                $"""["{salts[4]}","lot","A"]""",
                $$"""["{{salts[3]}}",{"code":1,"_sd":["{{digests[3]}}"]}]""",
                $"""["{salts[6]}","lot","B"]""",
                $$"""["{{salts[5]}}",{"code":2,"_sd":["{{digests[5]}}"]}]""",
                $"""["{Base64Url.Encode(CountingBytes.Salt(7))}",2]""",
            ],
            decoded);
        Assert.Equal(
            [
                ClaimPath.FromSegments("name"), ClaimPath.FromSegments("address", "street"), ClaimPath.FromSegments("address"), ClaimPath.FromSegments("doses", 0, "lot"),
                ClaimPath.FromSegments("doses", 0), ClaimPath.FromSegments("doses", 1, "lot"), ClaimPath.FromSegments("doses", 1), ClaimPath.FromSegments("list", 1),
            ],
            issued.Disclosures.Select(disclosure => disclosure.Path));
    }

    [Fact]
    public void TryIssue_ClaimsWithRules_LeavesDigestsInTheirPlaces()
    {
        var issued = Issue(Claims, Rules, new CountingBytes());

        var digests = issued.Disclosures.Select(disclosure => TestSeals.DigestOf(disclosure.Encoded)).ToArray();
        var sorted = new[] { digests[0], digests[2] }.Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(
            $$$"""
            {"iss":"{{{TestSeals.Clear.Issuer}}}","vct":"{{{TestSeals.Clear.RecordType}}}","iat":1795000000,"jti":"{{{TestSeals.Clear.RecordId}}}","_sd_alg":"sha-256",
            "doses":[{"...":"{{{digests[4]}}}"},{"...":"{{{digests[6]}}}"}],"shown":{"a":1},"list":[1,{"...":"{{{digests[7]}}}"},3],"_sd":["{{{sorted[0]}}}","{{{sorted[1]}}}"]}
            """.ReplaceLineEndings(""),
            Decode(issued.IssuerJwt.Split('.')[1]));
        Assert.Equal($$"""{"alg":"Ed25519","kid":"{{Signer.PublicKey.ThumbprintText}}","typ":"dc+sd-jwt"}""", Decode(issued.IssuerJwt.Split('.')[0]));
    }

    [Fact]
    public void ToCompact_OfAnyRecord_OpensToTheSameClaims()
    {
        var issued = Issue(Claims, Rules, new CountingBytes(), decoys: 3);

        var claims = TestSeals.Open(issued.ToCompact(), SealVerifier.For(Signer.PublicKey));

        Assert.Equal(string.Join('~', [issued.IssuerJwt, .. issued.Disclosures.Select(disclosure => disclosure.Encoded), ""]), issued.ToCompact());
        Assert.Equal(issued.Disclosures.Select(disclosure => disclosure.Path), claims.DisclosedPaths);
        Assert.Equal(3, claims.HiddenCount);
        var expected = JsonNode.Parse(Claims)!.AsObject();
        Assert.All(expected, member => Assert.True(JsonNode.DeepEquals(member.Value, TestSeals.Node(claims)[member.Key]), member.Key));
    }

    [Fact]
    public void TryIssue_EveryClearClaim_IsWrittenInOrder()
    {
        var payload = JsonNode.Parse(Decode(Issue("{}", DisclosureRules.None, new CountingBytes(), clear: Everything).IssuerJwt.Split('.')[1]))!.AsObject();

        Assert.Equal(["iss", "vct", "vct#integrity", "iat", "nbf", "exp", "jti", "cnf", "issuing_authority", "country", "_sd_alg"], payload.Select(member => member.Key));
        Assert.Equal(
            ["sha256-AAAA", "1795000000", "1795086400", "1795172800", "教育局", "CN"],
            new[] { "vct#integrity", "iat", "nbf", "exp", "issuing_authority", "country" }.Select(name => payload[name]!.ToString()));
        Assert.Equal(TestSeals.Holder.PublicKey.ToJson(), payload["cnf"]!["jwk"]!.ToJsonString());
    }

    [Fact]
    public void Open_EveryClearClaim_IsReadBack()
    {
        var claims = TestSeals.Open(Issue("{}", DisclosureRules.None, new CountingBytes(), clear: Everything).ToCompact(), SealVerifier.For(Signer.PublicKey));

        Assert.Equal(
            (Everything.Issuer, Everything.RecordType, Everything.TypeIntegrity, Everything.RecordId),
            (claims.Issuer, claims.RecordType, claims.TypeIntegrity, claims.RecordId));
        Assert.Equal<DateTimeOffset?>([Everything.IssuedAt, Everything.NotBefore, Everything.ExpiresAt], [claims.IssuedAt, claims.NotBefore, claims.ExpiresAt]);
        Assert.Equal(TestSeals.Holder.PublicKey, claims.HolderKey);
    }

    [Fact]
    public void Open_NoOptionalClaim_IsReadAsNull()
    {
        var claims = TestSeals.Open(Issue("{}", DisclosureRules.None, new CountingBytes(), clear: TestSeals.Clear with { RecordId = null }).ToCompact(), SealVerifier.For(Signer.PublicKey));

        Assert.Equal((null, null, null, null), (claims.TypeIntegrity, claims.RecordId, claims.NotBefore, claims.ExpiresAt));
        Assert.Null(claims.HolderKey);
        Assert.Equal(["iss", "vct", "iat"], claims.Payload.EnumerateObject().Select(member => member.Name));
    }

    // One call of the random source is enough for 32 salts. A record never uses what the record before left over.
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(32, 0, 1)]
    [InlineData(30, 2, 1)]
    [InlineData(33, 0, 2)]
    [InlineData(30, 3, 2)]
    [InlineData(64, 0, 2)]
    [InlineData(65, 0, 3)]
    public void TryIssue_Salts_AreTakenFromFewCallsAndNeverTwice(int claims, int decoys, int calls)
    {
        var random = new CountingBytes();
        var issuer = new SdJwtIssuer(Signer, random.Fill) { Decoys = decoys };
        var json = "{" + string.Join(',', Enumerable.Range(0, claims).Select(number => $"\"c{number}\":{number}")) + "}";

        var first = Issue(issuer, json);
        Assert.Equal(calls, random.Calls);
        var second = Issue(issuer, json);

        Assert.Equal(2 * calls, random.Calls);
        var salts = first.Disclosures.Concat(second.Disclosures).Select(disclosure => (string)JsonNode.Parse(Decode(disclosure.Encoded))![0]!).ToList();
        Assert.Equal(2 * claims, salts.Distinct().Count());
        Assert.All(salts, salt => Assert.Equal(22, salt.Length)); // 128 bits
        Assert.Equal(decoys, TestSeals.Open(first.ToCompact(), SealVerifier.For(Signer.PublicKey)).HiddenCount);
    }

    [Fact]
    public void TryIssue_SystemRandom_GivesOtherSaltsEachTime()
    {
        var issuer = new SdJwtIssuer(Signer);

        Assert.NotEqual(Issue(issuer, """{"a":1}""").Disclosures[0].Encoded, Issue(issuer, """{"a":1}""").Disclosures[0].Encoded);
    }

    [Fact]
    public void Next_OfANewSource_IsRandom()
    {
        var source = new SaltSource();
        var first = source.Next().ToArray();

        Assert.Equal((16, false), (first.Length, first.AsSpan().SequenceEqual(source.Next())));
        Assert.False(first.AsSpan().SequenceEqual(new SaltSource().Next()));
    }

    // A source that asks elsewhere may lead to another record on the same thread.
    [Fact]
    public void TryIssue_RandomSourceThatSealsARecord_DisturbsNeither()
    {
        SealedSdJwt? inner = null;
        var bytes = new CountingBytes();
        var issuer = new SdJwtIssuer(Signer, span =>
        {
            inner = Issue("""{"inner":"record"}""", DisclosureRules.None, new CountingBytes());
            bytes.Fill(span);
        });

        var outer = Issue(issuer, """{"outer":{"a":1}}""");

        Assert.Contains("\"outer\"", Decode(Assert.Single(outer.Disclosures).Encoded), StringComparison.Ordinal);
        TestSeals.Open(outer.ToCompact(), SealVerifier.For(Signer.PublicKey));
        TestSeals.Open(inner!.ToCompact(), SealVerifier.For(Signer.PublicKey));
    }

    [Fact]
    public void TryIssue_RecordsOfManySizesOnOneThread_AreEachComplete() => Assert.All([10, 5000, 300, 1400, 700], length =>
    {
        var text = new string('x', length);

        var issued = Issue($$"""{"a":"{{text}}","b":{"c":"{{text}}"} }""", DisclosureRules.None, new CountingBytes());

        var claims = TestSeals.Open(issued.ToCompact(), SealVerifier.For(Signer.PublicKey));
        Assert.Equal((text, text), (claims.Payload.GetProperty("a").GetString(), claims.Payload.GetProperty("b").GetProperty("c").GetString()));
    });

    // The first record of a writer decides how long its buffer is.
    [Fact]
    public void Write_FirstRecordOfAnyLength_IsComplete() => Assert.All([1, 700, 736, 737, 738, 739, 740, 741, 742, 743, 744, 800, 5000], length =>
    {
        var claims = JsonElement.Parse($$"""{"a":"{{new string('x', length)}}"}""");

        var disclosure = Assert.Single(new DisclosureWriter().Write(claims, DisclosureRules.None, TestSeals.Clear, decoys: 0, new CountingBytes().Fill));

        Assert.Equal($$"""["{{Base64Url.Encode(CountingBytes.Salt(0))}}","a","{{new string('x', length)}}"]""", Decode(disclosure.Encoded));
    });

    [Theory]
    [InlineData("", "LDG1105", "claims")]
    [InlineData("[]", "LDG1105", "claims")]
    [InlineData("7", "LDG1105", "claims")]
    [InlineData("{\"a\":1.5}", "LDG1107", "claims")]
    [InlineData("{\"a\":1,\"a\":2}", "LDG1106", "claims")]
    [InlineData("{\"_sd\":[]}", "LDG1135", "claims")]
    [InlineData("{\"a\":[{\"...\":\"x\"}]}", "LDG1135", "claims")]
    [InlineData("{\"a\":{\"_sd_alg\":\"x\"}}", "LDG1135", "claims")]
    [InlineData("{\"iss\":\"x\"}", "LDG1190", "[\"iss\"]")]
    [InlineData("{\"iat\":1}", "LDG1190", "[\"iat\"]")]
    [InlineData("{\"jti\":1}", "LDG1190", "[\"jti\"]")]
    [InlineData("{\"a\":1,\"status\":1}", "LDG1190", "[\"status\"]")]
    [InlineData("{\"country\":\"CN\"}", "LDG1190", "[\"country\"]")]
    public void TryIssue_ClaimsThatCannotBeSealed_AreRefused(string claims, string code, string place)
    {
        var refusal = Refused(claims, Everything);

        Assert.Equal((code, place), (refusal.Fault.Code, refusal.Place));
    }

    [Fact]
    public void TryIssue_NestedClaimWithATakenName_IsSealed() =>
        Assert.Single(Issue("""{"a":{"iss":"x","country":"CN"}}""", DisclosureRules.None, new CountingBytes(), clear: Everything).Disclosures);

    [Fact]
    public void TryIssue_At16LevelsAnd200Disclosures_IsSealedAndBeyondThemRefused()
    {
        static string Nested(int levels) => "{\"a\":" + new string('[', levels - 1) + new string(']', levels - 1) + "}";
        static string Many(int count) => "{" + string.Join(',', Enumerable.Range(0, count).Select(number => $"\"c{number}\":{number}")) + "}";

        TestSeals.Open(Issue(Nested(16), DisclosureRules.None, new CountingBytes()).ToCompact(), SealVerifier.For(Signer.PublicKey));
        TestSeals.Open(Issue(Many(200), DisclosureRules.None, new CountingBytes()).ToCompact(), SealVerifier.For(Signer.PublicKey));
        Assert.Equal(SealFaults.TooDeep, Refused(Nested(17), TestSeals.Clear).Fault);
        Assert.Equal(new Refusal(SealFaults.TooManyDisclosures, "claims"), Refused(Many(201), TestSeals.Clear));
    }

    [Fact]
    public void TryIssue_At64KiB_IsSealedAndOneCharacterMoreRefused()
    {
        var lengths = new SortedDictionary<int, bool>();
        for (var pad = 0; pad < 4; pad++)
        {
            var clear = TestSeals.Clear with { Issuer = TestSeals.Clear.Issuer + new string('x', pad) };
            var small = Issue("""{"a":""}""", DisclosureRules.None, new CountingBytes(), clear: clear);
            var overhead = small.ToCompact().Length - small.Disclosures[0].Encoded.Length;
            var json = Decode(small.Disclosures[0].Encoded).Length;
            for (var more = -4; more <= 4; more++)
            {
                var text = ((SdJwtLimits.MaxLength - overhead) * 3 / 4) - json + more;
                var length = overhead + ((((json + text) * 4) + 2) / 3);
                lengths[length] = new SdJwtIssuer(Signer).TryIssue(
                    Encoding.UTF8.GetBytes($$"""{"a":"{{new string('x', text)}}"}"""), DisclosureRules.None, clear, out var issued, out var refusal);
                Assert.Equal(issued?.ToCompact().Length ?? length, length);
                Assert.Equal(issued is null ? SealFaults.TooLarge : null, refusal?.Fault);
            }
        }

        Assert.True(lengths[SdJwtLimits.MaxLength]);
        Assert.False(lengths[SdJwtLimits.MaxLength + 1]);
        Assert.All(lengths, length => Assert.Equal(length.Key <= SdJwtLimits.MaxLength, length.Value));
    }

    private static SealedSdJwt Issue(string claims, DisclosureRules rules, CountingBytes random, int decoys = 0, ClearClaims? clear = null)
    {
        var issuer = new SdJwtIssuer(Signer, random.Fill) { Decoys = decoys };
        Assert.True(issuer.TryIssue(Encoding.UTF8.GetBytes(claims), rules, clear ?? TestSeals.Clear, out var issued, out var refusal), refusal?.ToString());
        return issued;
    }

    private static SealedSdJwt Issue(SdJwtIssuer issuer, string claims)
    {
        Assert.True(issuer.TryIssue(Encoding.UTF8.GetBytes(claims), DisclosureRules.None, TestSeals.Clear, out var issued, out var refusal), refusal?.ToString());
        return issued;
    }

    private static Refusal Refused(string claims, ClearClaims clear)
    {
        Assert.False(new SdJwtIssuer(Signer).TryIssue(Encoding.UTF8.GetBytes(claims), DisclosureRules.None, clear, out var issued, out var refusal));
        Assert.Null(issued);
        return refusal;
    }

    private static string Decode(string encoded) => Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(encoded));

    /// <summary>Fills with numbers that never repeat: each four bytes are the next number.</summary>
    private sealed class CountingBytes
    {
        private int _next;

        public int Calls { get; private set; }

        /// <summary>The salt with this number, from 0, if no bytes were dropped.</summary>
        public static byte[] Salt(int number)
        {
            var bytes = new byte[16 * (number + 1)];
            new CountingBytes().Fill(bytes);
            return bytes[^16..];
        }

        public void Fill(Span<byte> bytes)
        {
            Calls++;
            for (var i = 0; i < bytes.Length; i += 4)
            {
                System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes[i..], _next++);
            }
        }
    }
}
