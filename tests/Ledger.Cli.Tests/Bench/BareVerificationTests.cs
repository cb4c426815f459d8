using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Cli.Bench;

namespace Ledger.Cli.Tests.Bench;

public sealed class BareVerificationTests
{
    [Fact]
    public async Task FromBundle_AnyBundle_HashesEachDisclosureEachNodeTheLeafTheTextAndTheCommitment()
    {
        using var folder = new TemporaryFolder();
        var bench = new VerifyBench(bundles: 5, folder.Path);
        await using var department = await bench.OpenAsync(TestContext.Current.CancellationToken);
        var cases = await bench.MakeCasesAsync(department, _ => { }, TestContext.Current.CancellationToken);

        Assert.All(cases, one =>
        {
            var bundle = JsonNode.Parse(one.Bundle)!;
            var parts = bundle["record"]!.GetValue<string>().Split('~'); // The JWT, the disclosures, and nothing.
            var nodes = bundle["proof"]!.GetValue<string>().Split("\n\n")[0].Split('\n').Length - 2; // Without the first two lines.
            Assert.Equal(
                [.. parts[1..^1].Select(part => part.Length), .. Enumerable.Repeat(65, nodes), bundle["entry"]!.GetValue<string>().Length + 1, parts[0].Length, 64],
                BareVerification.FromBundle(one.Bundle).Hashed);
        });
    }

    [Fact]
    public void VerifySignature_OfAnotherText_Throws()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var bare = new BareVerification([1, 2, 3], key.SignData([1, 2, 4], HashAlgorithmName.SHA256), []);

        Assert.Throws<InvalidOperationException>(() => bare.VerifySignature(key));
    }
}
