using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;

namespace Ledger.Verify.Tests.Seals;

/// <summary>The holder's proof of possession (RFC 9901 section 7.3): made, and checked against what the verifier expects.</summary>
public sealed class KeyBindingTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
    private static KeyBindingExpectation Expected => new() { Audience = "https://school.example/<a>?b&c", Nonce = "n-1'+", Now = Now };
    private static readonly string Presentation = TestSeals.Issue("""{"name":"王芳"}""", clear: TestSeals.Clear with { HolderKey = TestSeals.Holder.PublicKey }).ToCompact();
    private static readonly string Bound = KeyBinding.Create(Presentation, TestSeals.Holder, Expected.Audience, Expected.Nonce, Now.AddMilliseconds(999));

    [Fact]
    public void Create_OfAPresentation_AppendsTheProof()
    {
        Assert.StartsWith(Presentation, Bound, StringComparison.Ordinal);
        var parts = Bound[Presentation.Length..].Split('.');
        Assert.Equal("""{"alg":"ES256","typ":"kb+jwt"}""", Decode(parts[0]));
        Assert.Equal(
            $$"""{"aud":"https://school.example/<a>?b&c","iat":1800000000,"nonce":"n-1'+","sd_hash":"{{TestSeals.DigestOf(Presentation)}}"}""", Decode(parts[1]));
    }

    [Fact]
    public void Create_OfSomethingThatIsNoPresentation_Throws()
    {
        Assert.Throws<ArgumentException>(() => KeyBinding.Create(Bound, TestSeals.Holder, "a", "n", Now));
        Assert.Throws<ArgumentException>(() => KeyBinding.Create("~" + Bound, TestSeals.Holder, "a", "n", Now));
    }

    [Fact]
    public void Check_ProofAsExpected_IsAccepted() => Assert.Null(Check(Bound, KeyBindingPolicy.Required(Expected)));

    [Fact]
    public void Check_PolicyAndPresentation_MustAgree()
    {
        Assert.Null(Check(Presentation, KeyBindingPolicy.NotWanted));
        Assert.Equal(SealFaults.BindingUnexpected, Check(Bound, KeyBindingPolicy.NotWanted)?.Fault);
        Assert.Equal(SealFaults.BindingMissing, Check(Presentation, KeyBindingPolicy.Required(Expected))?.Fault);
    }

    [Theory]
    [InlineData(-300, null)]
    [InlineData(-301, "LDG1166")]
    [InlineData(60, null)]
    [InlineData(61, "LDG1166")]
    public void Check_AgeOfTheProof_IsLimitedOnBothSides(int seconds, string? code) => Assert.Equal(
        code, Check(KeyBinding.Create(Presentation, TestSeals.Holder, Expected.Audience, Expected.Nonce, Now.AddSeconds(seconds)), KeyBindingPolicy.Required(Expected))?.Fault.Code);

    [Theory]
    [InlineData("{\"aud\":7}", "LDG1163")]
    [InlineData("{\"aud\":[\"https://school.example/<a>?b&c\"]}", "LDG1163")]
    [InlineData("{\"aud\":null}", "LDG1163")]
    [InlineData("{\"iat\":\"1800000000\"}", "LDG1163")]
    [InlineData("{\"nonce\":7}", "LDG1163")]
    [InlineData("{\"sd_hash\":7}", "LDG1163")]
    [InlineData("{\"aud\":\"https://other.example\"}", "LDG1167")]
    [InlineData("{\"nonce\":\"n-2\"}", "LDG1168")]
    [InlineData("{\"sd_hash\":\"AAAA\"}", "LDG1169")]
    [InlineData("{}", null)]
    public void Check_ProofWithAnotherClaim_IsRefused(string members, string? code)
    {
        var payload = JsonNode.Parse(Decode(Bound[Presentation.Length..].Split('.')[1]))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
        {
            payload[name] = value?.DeepClone();
        }

        Assert.Equal(code, Check(Presentation + TestSeals.Jwt("""{"alg":"ES256","typ":"kb+jwt"}""", payload.ToJsonString(), TestSeals.Holder), KeyBindingPolicy.Required(Expected))?.Fault.Code);
    }

    [Theory]
    [InlineData("aud")]
    [InlineData("iat")]
    [InlineData("nonce")]
    [InlineData("sd_hash")]
    public void Check_ProofWithoutAClaim_IsRefused(string name)
    {
        var payload = JsonNode.Parse(Decode(Bound[Presentation.Length..].Split('.')[1]))!.AsObject();
        payload.Remove(name);

        Assert.Equal(
            SealFaults.BindingMalformed,
            Check(Presentation + TestSeals.Jwt("""{"alg":"ES256","typ":"kb+jwt"}""", payload.ToJsonString(), TestSeals.Holder), KeyBindingPolicy.Required(Expected))?.Fault);
    }

    [Fact]
    public void Check_ProofByAnotherKey_IsRefused()
    {
        Assert.Equal(SealFaults.BindingSignature, Check(By(TestSeals.Issuer), KeyBindingPolicy.Required(Expected))?.Fault);
        Assert.Equal(SealFaults.BindingAlgorithm, Check(By(Ed25519Signer.Generate()), KeyBindingPolicy.Required(Expected))?.Fault);

        static string By(ISealSigner holder) => KeyBinding.Create(Presentation, holder, Expected.Audience, Expected.Nonce, Now);
    }

    [Fact]
    public void Check_RecordWithoutAHolder_IsRefused()
    {
        var unbound = TestSeals.Issue("""{"name":"王芳"}""").ToCompact();

        Assert.Equal(
            SealFaults.HolderKeyMissing, Check(KeyBinding.Create(unbound, TestSeals.Holder, Expected.Audience, Expected.Nonce, Now), KeyBindingPolicy.Required(Expected))?.Fault);
    }

    private static Refusal? Check(string text, KeyBindingPolicy policy)
    {
        Assert.True(SdJwt.TryParse(text, out var record, out var refusal), refusal?.ToString());
        return KeyBinding.Check(record, TestSeals.Open(text), policy);
    }

    private static string Decode(string encoded) => System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(encoded));
}
