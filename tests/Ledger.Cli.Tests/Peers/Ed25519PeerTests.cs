using System.Diagnostics;
using System.Text.Json.Nodes;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;

namespace Ledger.Cli.Tests.Peers;

/// <summary>Notes and seals refuse every signature that OpenSSL refuses. The tests of Ledger.Verify use the same vectors.</summary>
public sealed class Ed25519PeerTests
{
    private static readonly JsonArray Vectors = new([.. new[] { "cctv.json", "speccheck.json", "made.json" }
        .SelectMany(file => JsonNode.Parse(File.ReadAllBytes(
            Repository.PathOf("tests", "Ledger.Verify.Tests", "Signatures", "vectors", file)))!.AsArray())
        .Select(vector => vector!.DeepClone())]);

    [Fact]
    public async Task Verify_EveryVector_RefusesWhatOpenSslRefuses()
    {
        var openSsl = await AskOpenSslAsync(Vectors.ToJsonString());

        Assert.Equal(Vectors.Count, openSsl.Count);
        Assert.All(Vectors.Zip(openSsl), pair =>
        {
            var (vector, accepted) = (pair.First!, (bool)pair.Second!);
            Assert.Equal((bool)vector["openssl"]!, accepted);
            Assert.True(accepted || !IsAcceptedInNote(vector), (string?)vector["name"]);
            Assert.True(accepted || !IsAcceptedInSeal(vector), (string?)vector["name"]);

            // Other refused vectors have a key or an R that no honest signer creates.
            Assert.True(!accepted || (string?)vector["expect"] is "accepted" or "key refused" || (string?)vector["name"] is "CCTV 304" or "R is small-order point 0");
        });
    }

    private static bool IsAcceptedInNote(JsonNode vector) =>
        VerifierKey.TryEd25519("a.example", Bytes(vector, "key"), out var key) && key.Verify(Bytes(vector, "message"), Bytes(vector, "signature"));

    private static bool IsAcceptedInSeal(JsonNode vector)
    {
        if (!Jwk.TryFromRaw(SealAlgorithm.Ed25519, Bytes(vector, "key"), out var key))
        {
            return false;
        }

        using var verifier = SealVerifier.For(key);
        return verifier.Verify(Bytes(vector, "message"), Bytes(vector, "signature"));
    }

    private static byte[] Bytes(JsonNode vector, string name) => Convert.FromHexString((string)vector[name]!);

    private static async Task<JsonArray> AskOpenSslAsync(string questions)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("node", [Repository.PathOf("tests", "peers", "openssl", "ed25519.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start) ?? throw new InvalidOperationException("Node did not start.");
        await node.StandardInput.WriteAsync(questions.AsMemory(), cancellationToken);
        node.StandardInput.Close();
        var output = await node.StandardOutput.ReadToEndAsync(cancellationToken);
        await node.WaitForExitAsync(cancellationToken);
        return JsonNode.Parse(output)!.AsArray();
    }
}
