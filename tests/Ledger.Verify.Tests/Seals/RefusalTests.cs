using System.Text;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;

namespace Ledger.Verify.Tests.Seals;

/// <summary>Everything that a verifier of seals must refuse (RFC 9901 section 7), each with its own code.</summary>
public sealed class RefusalTests
{
    private const string Payload = """{"iss":"https://a.example","vct":"https://a.example/vct/x/1","iat":1795000000,"_sd":["$0"]}""";
    private const string Name = """["salt-a","name","王芳"]""";

    private static readonly string Good = TestSeals.Compact(TestSeals.Header, Payload, Name);

    public static TheoryData<string> RefusalVectors => new(Vectors.Names("refusals"));

    [Theory]
    [MemberData(nameof(RefusalVectors))]
    public void Verify_Vector_IsRefusedWithItsCode(string file)
    {
        var vector = Vectors.Read(Path.Combine("refusals", file));
        var disclosures = vector["disclosures"]!.AsArray().Select(text => (string)text!);
        var compact = TestSeals.Compact((string)vector["header"]!, (string)vector["payload"]!, disclosures);

        var refusal = TestSeals.Verify(compact, out var claims);

        Assert.Equal((string)vector["expect"]!, refusal?.Fault.Code);
        Assert.Null(claims);
    }

    [Fact]
    public void Verify_UnchangedToken_IsAccepted() => Assert.Equal("王芳", TestSeals.Open(Good).Payload.GetProperty("name").GetString());

    [Theory]
    [InlineData("", "LDG1102")]
    [InlineData("~", "LDG1104")]
    [InlineData("a.b~", "LDG1104")]
    [InlineData("a.b.c.d~", "LDG1104")]
    [InlineData("..~", "LDG1104")]
    [InlineData("王.b.c~", "LDG1104")]
    public void TryParse_NotAToken_IsRefused(string text, string code)
    {
        Assert.False(SdJwt.TryParse(text, out _, out var refusal));

        Assert.Equal(code, refusal.Fault.Code);
    }

    [Fact]
    public void TryParse_NoTildeAtAll_IsRefused() => AssertForm(Good.Split('~')[0], SealFaults.Structure);

    [Fact]
    public void TryParse_LastTildeMissing_IsRefused() => AssertForm(Good[..^1], SealFaults.Structure);

    [Fact]
    public void TryParse_EmptyDisclosure_IsRefused() => AssertForm(Good + "~", SealFaults.Structure);

    [Fact]
    public void TryParse_EmptyFirstDisclosure_IsRefused() =>
        AssertForm(Good.Replace("~", "~~", StringComparison.Ordinal), SealFaults.Structure);

    [Fact]
    public void TryParse_LeadingSpace_IsRefused() => AssertForm(" " + Good, SealFaults.NotCompactJws);

    [Fact]
    public void TryParse_TrailingLineFeed_IsRefused() => AssertForm(Good + "\n", SealFaults.Structure);

    [Fact]
    public void TryParse_PaddedSegment_IsRefused() => AssertForm(Good.Replace(".", "=.", StringComparison.Ordinal), SealFaults.NotCompactJws);

    [Theory]
    [InlineData("H.P", "LDG1104", "issuerJwt")]
    [InlineData(".P.S", "LDG1104", "issuerJwt")]
    [InlineData("H..S", "LDG1104", "issuerJwt")]
    [InlineData("H..P.S", "LDG1104", "issuerJwt")]
    [InlineData("H.P.S.S", "LDG1104", "issuerJwt")]
    [InlineData("H.P.A", "LDG1104", "issuerJwt")]
    [InlineData("A.P.S", "LDG1104", "issuerJwt.header")]
    [InlineData("AAAA.P.S", "LDG1105", "issuerJwt.header")]
    [InlineData("W10.P.S", "LDG1105", "issuerJwt.header")]
    [InlineData("H.A.S", "LDG1104", "issuerJwt.payload")]
    [InlineData("H.AAAA.S", "LDG1105", "issuerJwt.payload")]
    [InlineData("H.W10.S", "LDG1105", "issuerJwt.payload")]
    public void TryParse_OtherParts_AreRefusedAtTheirPlace(string parts, string code, string place)
    {
        var good = Good.Split('~', '.');
        var text = string.Join('.', parts.Split('.').Select(part => part switch { "H" => good[0], "P" => good[1], "S" => good[2], _ => part })) + "~";

        Assert.False(SdJwt.TryParse(text, out _, out var refusal));
        Assert.Equal((code, place), (refusal.Fault.Code, refusal.Place));
    }

    // A digest is one level deeper than its claim.
    [Theory]
    [InlineData(15, false, null)]
    [InlineData(16, false, "claims")]
    [InlineData(15, true, null)]
    [InlineData(16, true, "issuerJwt.payload")]
    public void Verify_DeepClaim_IsRefusedWhereItsLimitIs(int arrays, bool endsInADigest, string? place) =>
        AssertTooDeep(place, TestSeals.Compact(TestSeals.Header, $$"""{"iss":"a","vct":"b","iat":1,"n":{{Nested(arrays, endsInADigest)}}}"""));

    // A disclosure has one more level for the array around the claim.
    [Theory]
    [InlineData(15, false, null)]
    [InlineData(16, false, "claims")]
    [InlineData(15, true, null)]
    [InlineData(16, true, "claims")]
    [InlineData(17, true, "disclosures[0]")]
    public void Verify_DeepDisclosure_IsRefusedWhereItsLimitIs(int arrays, bool endsInADigest, string? place) => AssertTooDeep(
        place, TestSeals.Compact(TestSeals.Header, """{"iss":"a","vct":"b","iat":1,"_sd":["$0"]}""", $"""["s","n",{Nested(arrays, endsInADigest)}]"""));

    [Theory]
    [InlineData(15, null)]
    [InlineData(16, "claims")]
    public void Verify_DeepObjects_AreRefused(int objects, string? place)
    {
        var nested = string.Concat(Enumerable.Repeat("{\"a\":", objects)) + "1" + new string('}', objects);

        AssertTooDeep(place, TestSeals.Compact(TestSeals.Header, $$"""{"iss":"a","vct":"b","iat":1,"n":{{nested}} }"""));
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(4, "issuerJwt.header")]
    public void Verify_DeepHeader_IsRefused(int arrays, string? place) =>
        AssertTooDeep(place, TestSeals.Compact($$"""{"alg":"ES256","typ":"dc+sd-jwt","x":{{Nested(arrays, endsInADigest: false)}}}""", Payload, Name));

    [Fact]
    public void TryParse_PayloadNotUtf8_IsRefused()
    {
        var parts = Good.Split('~')[0].Split('.');
        byte[] payload = [.. "{\"iss\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        AssertForm($"{parts[0]}.{Ledger.Verify.Text.Base64Url.Encode(payload)}.{parts[2]}~", SealFaults.NotJson);
    }

    [Fact]
    public void TryParse_At64KiB_IsAccepted()
    {
        var room = (SdJwtLimits.MaxLength - Good.Length - 1) / 4 * 3;
        var filler = "[\"s\",\"" + new string('x', room - 8) + "\"]";
        var compact = TestSeals.Compact(TestSeals.Header, Payload, Name, filler);

        Assert.InRange(compact.Length, SdJwtLimits.MaxLength - 4, SdJwtLimits.MaxLength);
        Assert.True(SdJwt.TryParse(compact, out _, out _));
    }

    [Fact]
    public void TryParse_AtExactly64KiB_IsNotTooLarge() => AssertForm(Good.PadRight(SdJwtLimits.MaxLength, '~'), SealFaults.TooManyDisclosures);

    [Fact]
    public void TryParse_Beyond64KiB_IsRefused() => AssertForm(Good.PadRight(SdJwtLimits.MaxLength + 1, '~'), SealFaults.TooLarge);

    [Fact]
    public void Verify_200Disclosures_IsAccepted() => Assert.Null(TestSeals.Verify(WithDisclosures(200), out _));

    [Fact]
    public void TryParse_201Disclosures_IsRefused() => AssertForm(WithDisclosures(201), SealFaults.TooManyDisclosures);

    [Fact]
    public void Verify_16Levels_IsAccepted()
    {
        var nested = new string('[', 15) + new string(']', 15);
        var payload = $$"""{"iss":"a","vct":"b","iat":1,"n":{{nested}},"_sd":["$0"]}""";

        Assert.Null(TestSeals.Verify(TestSeals.Compact(TestSeals.Header, payload, $"""["s","m",{nested}]"""), out _));
    }

    [Fact]
    public void TryDisclose_DisclosureNotBase64Url_IsRefused()
    {
        var refusal = TestSeals.Verify(Good[..^1] + "!~", out _);

        Assert.Equal(SealFaults.DisclosureMalformed, refusal?.Fault);
    }

    [Fact]
    public void CheckSeal_OtherKeyOfTheSameKind_IsRefused()
    {
        using var other = SealVerifier.For(TestSeals.Holder.PublicKey);

        Assert.Equal(SealFaults.SignatureWrong, Parse(Good).CheckSeal(other)?.Fault);
    }

    [Fact]
    public void CheckSeal_KeyOfAnotherKind_IsRefused()
    {
        using var other = SealVerifier.For(Ed25519Signer.Generate().PublicKey);

        Assert.Equal(SealFaults.AlgorithmOfOtherKey, Parse(Good).CheckSeal(other)?.Fault);
    }

    [Fact]
    public void CheckSeal_SignatureOfOtherLength_IsRefused()
    {
        var parts = Good.Split('~');
        var jwt = parts[0][..parts[0].LastIndexOf('.')] + "." + Ledger.Verify.Text.Base64Url.Encode(new byte[63]);

        Assert.Equal(SealFaults.SignatureWrong, Parse($"{jwt}~{parts[1]}~").CheckSeal(TestSeals.IssuerKey)?.Fault);
    }

    [Fact]
    public void CheckSeal_DerSignature_IsRefused()
    {
        var parts = Good.Split('~');
        var raw = System.Buffers.Text.Base64Url.DecodeFromChars(parts[0].Split('.')[2]);
        byte[] der = [0x30, 0x44, 0x02, 0x20, .. raw[..32], 0x02, 0x20, .. raw[32..]];
        var jwt = parts[0][..parts[0].LastIndexOf('.')] + "." + Ledger.Verify.Text.Base64Url.Encode(der);

        Assert.Equal(SealFaults.SignatureWrong, Parse($"{jwt}~{parts[1]}~").CheckSeal(TestSeals.IssuerKey)?.Fault);
    }

    [Theory]
    [InlineData(999, "LDG1152")]
    [InlineData(1000, null)]
    [InlineData(1999, null)]
    [InlineData(2000, "LDG1153")]
    public void CheckTimes_AroundNbfAndExp_NbfIsInclusiveAndExpExclusive(long second, string? code)
    {
        var claims = TestSeals.Open(TestSeals.Compact(TestSeals.Header, """{"iss":"a","vct":"b","iat":1,"nbf":1000,"exp":2000}"""));

        Assert.Equal(code, claims.CheckTimes(DateTimeOffset.FromUnixTimeSeconds(second))?.Fault.Code);
    }

    [Fact]
    public void All_Faults_HaveDistinctCodesAndBothLanguages()
    {
        Assert.Equal(SealFaults.All.Length, SealFaults.All.Select(fault => fault.Code).Distinct().Count());
        Assert.All(SealFaults.All, fault => Assert.Matches("^LDG11[0-9]{2}$", fault.Code));
        Assert.All(SealFaults.All, fault => Assert.EndsWith("。", fault.Title.Zh, StringComparison.Ordinal));
        Assert.All(SealFaults.All, fault => Assert.EndsWith(".", fault.Title.En, StringComparison.Ordinal));
    }

    private static string Nested(int arrays, bool endsInADigest) =>
        new string('[', arrays) + (endsInADigest ? $$"""{"...":"{{TestSeals.DigestOf("hidden")}}"}""" : "") + new string(']', arrays);

    private static void AssertTooDeep(string? place, string compact)
    {
        var refusal = TestSeals.Verify(compact, out _);

        Assert.Equal((place is null ? null : SealFaults.TooDeep, place), (refusal?.Fault, refusal?.Place));
    }

    private static SdJwt Parse(string compact)
    {
        Assert.True(SdJwt.TryParse(compact, out var sdJwt, out var refusal), refusal?.ToString());
        return sdJwt;
    }

    private static void AssertForm(string compact, Fault expected)
    {
        Assert.False(SdJwt.TryParse(compact, out _, out var refusal));
        Assert.Equal(expected, refusal.Fault);
    }

    private static string WithDisclosures(int count)
    {
        var digests = string.Join(',', Enumerable.Range(0, count)
            .Select(i => $"\"{TestSeals.DigestOf(TestSeals.Encode(Numbered(i)))}\""));
        var payload = $$"""{"iss":"a","vct":"b","iat":1,"_sd":[{{digests}}]}""";
        return new StringBuilder(TestSeals.Jwt(TestSeals.Header, payload)).Append('~')
            .AppendJoin('~', Enumerable.Range(0, count).Select(i => TestSeals.Encode(Numbered(i)))).Append('~').ToString();
    }

    private static string Numbered(int i) => $"""["s{i}","claim_{i}",{i}]""";
}
