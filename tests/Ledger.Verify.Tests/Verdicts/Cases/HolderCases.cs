using Ledger.Verify.Seals;

namespace Ledger.Verify.Tests.Verdicts.Cases;

/// <summary>Cases about the holder: whether the presenter has the key. The last code is from the seal's own table of refusals.</summary>
internal static class HolderCases
{
    private static readonly KeyBindingExpectation Asked = Scenario.Expected;

    public static Dictionary<string, Case> All { get; } = new()
    {
        ["holder proves himself"] = Case.Valid(Scenario.HolderBound),
        ["holder's proof as old as allowed"] = Case.Valid(() => At(Times.Asked - Asked.MaxAge)),
        ["holder's clock as far ahead as allowed"] = Case.Valid(() => At(Times.Asked + Asked.MaxAhead)),
        ["bound to a holder, and no proof is asked for or given"] = Case.Valid(() => NotAsked(Unproven())),

        ["holder proves himself, but a disclosure belongs to no record"] = Case.NotGenuine(
            WithForeignDisclosure, "disclosures failed LDG1006", "validity not-run LDG1003", "holder-binding not-run LDG1003"),
        ["no proof"] = Refused(Unproven, "LDG1160"),
        ["proof nobody asked for"] = Refused(() => NotAsked(Scenario.HolderBound()), "LDG1161"),
        ["record bound to nobody"] = Refused(
            () => new Recipe().Make().PresentedBy(Scenario.Holder) is var made ? made with { Options = Scenario.HolderBound().Options } : made,
            "LDG1162"),
        ["proof without a nonce"] = Refused(() => Handmade("""{"aud":"https://school.example","iat":1780315200,"sd_hash":"x"}"""), "LDG1163"),
        ["proof whose audience is a list"] = Refused(
            () => Handmade("""{"aud":["https://school.example"],"iat":1780315200,"nonce":"n-1","sd_hash":"x"}"""), "LDG1163"),
        ["proof by a key of another kind"] = Refused(() => By(Ed25519Signer.Generate()), "LDG1164"),
        ["proof by another key"] = Refused(() => By(Es256Signer.Generate()), "LDG1165"),
        ["proof by the department's key"] = Refused(() => By(TestDepartment.Education.SealKey), "LDG1165"),
        ["proof too old"] = Refused(() => At(Times.Asked - Asked.MaxAge - Times.Second), "LDG1166"),
        ["proof from the future"] = Refused(() => At(Times.Asked + Asked.MaxAhead + Times.Second), "LDG1166"),
        ["proof for somebody else"] = Refused(
            () => Scenario.HolderBound().PresentedBy(Scenario.Holder, "https://clinic.example", Asked.Nonce, Times.Asked), "LDG1167"),
        ["proof for another request"] = Refused(
            () => Scenario.HolderBound().PresentedBy(Scenario.Holder, Asked.Audience, "n-2", Times.Asked), "LDG1168"),
        ["proof of another presentation"] = Refused(WithLessShown, "LDG1169"),
        ["proof of another type"] = Refused(() => Handmade("{}", """{"alg":"ES256","typ":"jwt"}"""), "LDG1109"),
        ["proof that is no token"] = Refused(() => Ending("a.b.c"), "LDG1104"),
    };

    private static Case Refused(Func<Scenario> make, string code) => Case.NotGenuine(make, "holder-binding failed LDG1029 " + code);

    private static Scenario By(ISealSigner holder) => Scenario.HolderBound().PresentedBy(holder);

    private static Scenario At(DateTimeOffset at) => Scenario.HolderBound().PresentedBy(Scenario.Holder, Asked.Audience, Asked.Nonce, at);

    private static Scenario NotAsked(Scenario scenario) => scenario with { Options = scenario.Options with { Holder = null } };

    private static Scenario Unproven() => Ending("");

    private static Scenario Handmade(string payload, string header = """{"alg":"ES256","typ":"kb+jwt"}""") =>
        Ending(Seals.TestSeals.Jwt(header, payload, Scenario.Holder));

    private static Scenario Ending(string proof)
    {
        var bound = Scenario.HolderBound();
        return bound.WithRecord(bound.Bundle.Record[..(bound.Bundle.Record.LastIndexOf('~') + 1)] + proof);
    }

    private static Scenario WithForeignDisclosure()
    {
        var bound = Scenario.HolderBound();
        var proof = bound.Bundle.Record.LastIndexOf('~') + 1;
        return bound.WithRecord($"{bound.Bundle.Record[..proof]}AAAA~{bound.Bundle.Record[proof..]}");
    }

    private static Scenario WithLessShown()
    {
        var bound = Scenario.HolderBound();
        var parts = bound.Bundle.Record.Split('~');
        return bound.WithRecord(string.Join('~', [parts[0], .. parts[2..]]));
    }
}
