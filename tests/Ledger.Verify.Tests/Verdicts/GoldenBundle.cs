using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;
using Ledger.Verify.Tests.Seals;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>
/// A bundle that was made once and is kept, with the answers of its chain, as files that other test runners can read too. It must verify for ever.
/// Its private keys are deleted.
/// </summary>
internal static class GoldenBundle
{
    private static readonly JsonObject Facts = JsonNode.Parse(ReadText("golden-chain.json"))!.AsObject(); // the file is an object

    public static byte[] Utf8 { get; } = File.ReadAllBytes(PathOf("golden.ledger.json"));

    public static TestChain Chain { get; } = ReadChain();

    public static PinnedKeys Pinned { get; } = new(LogKey, new JwkSet([RecordKey]));

    public static VerificationOptions Options { get; } = new() { AsOf = Times.Asked, Now = Times.Asked };

    private static VerifierKey LogKey => VerifierKey.TryParse(Text("vkey"), out var key) ? key : throw new InvalidDataException("vkey");

    private static Jwk RecordKey =>
        Jwk.TryParse(Encoding.UTF8.GetBytes(Facts["jwk"]!.ToJsonString()), out var key, out var refusal) // the file has it
            ? key
            : throw new InvalidDataException(refusal.ToString());

    public static string PathOf(string file) => Path.Combine(Vectors.Repository, "tests", "Ledger.Verify.Tests", "Verdicts", "vectors", file);

    public static string ReadText(string file) => File.ReadAllText(PathOf(file));

    public static VerificationReport Verify(byte[] utf8, Func<ChainFacts, ChainFacts>? change = null)
    {
        var opened = RecordVerifier.Open(utf8);
        var facts = Chain.Ask(opened.Questions);
        return RecordVerifier.Verify(opened, change is null ? facts : change(facts), Options);
    }

    private static TestChain ReadChain()
    {
        var always = new Validity(Times.Admitted, null);
        var type = OnChainId.OfRecordType(Text("type"));
        var chain = TestChain.Create();
        var department = new DepartmentFacts(LogKey.Name, "http://127.0.0.1:5080", TestChain.Address('a'), Times.Admitted, null);
        var key = RecordKey;
        var block = new ChainBlock(Number("block"), Hash("blockHash"), Times.Parse(Text("time")));
        chain = chain with { Types = chain.Types.SetItem(type, new RecordTypeFacts(Text("type"), Hash("metadataHash"))) };
        return chain.With(new Registered(department)
        {
            LogKeys = [new LogKeyFacts(LogKey.PublicKey, always)],
            RecordKeys = [new RecordKeyFacts(key.Thumbprint, (byte)key.Algorithm, [.. key.PublicKey.Span], always)],
            Authority = ImmutableDictionary<Digest, ImmutableArray<Validity>>.Empty.Add(type, [always]),
            Anchors = [new AnchorFacts(Number("oldSize"), Number("size"), Hash("root"), Hash("tx"), block)],
        });
    }

    private static string Text(string name) => (string)Facts[name]!; // every requested name is in the file

    private static long Number(string name) => long.Parse(Facts[name]!.ToJsonString(), CultureInfo.InvariantCulture);

    private static Digest Hash(string name) =>
        Digest.TryRead(Convert.FromHexString(Text(name).AsSpan(2)), out var hash) ? hash : throw new InvalidDataException(name);
}
