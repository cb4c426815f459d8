using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Packed;
using Ledger.Verify.Proofs;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;

namespace Ledger.Samples.Tests;

/// <summary>
/// Bundles of every record type, in a log of a million entries, as numbered codes. The sizes that the README of Ledger.Verify prints are the largest
/// of each type.
/// </summary>
public sealed class PackedSampleTests(RecordTypes types, ITestOutputHelper output)
{
    private const int Hashes = 20;
    private const string Address = "HTTPS://LEDGER.CITY.EXAMPLE/C/7K4M2Q9XABCD";

    [Fact]
    public void Pack_EverySampleRecord_IsSmallAndGivesTheBundleBack()
    {
        var sizes = new SortedDictionary<string, (int Json, int Packed, int Codes)>(StringComparer.Ordinal);
        foreach (var bundle in Requests().Select(Prove))
        {
            var (file, packed) = (bundle.Bundle.ToUtf8(), PackedBundle.Pack(bundle.Bundle));
            Assert.True(PackedBundle.TryUnpack(packed, out var same, out _));
            Assert.Equal(file, same.ToUtf8());
            Assert.InRange(packed.Length, 700, file.Length * 55 / 100);
            Assert.True(PaperProof.TrySplit(packed, Address, out var codes, out _));
            Assert.True(PaperProof.TryJoin(codes.Reverse(), out var joined, out _));
            Assert.Equal(packed, joined);
            if (sizes.GetValueOrDefault(bundle.Type).Packed < packed.Length)
            {
                sizes[bundle.Type] = (file.Length, packed.Length, codes.Length);
            }
        }

        Assert.Equal(types.Catalogue.Types.Length, sizes.Count);
        Assert.All(sizes.Values, size => Assert.InRange(size.Codes, 1, 5));
        foreach (var (type, (json, packed, codes)) in sizes)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {type} | {json} | {packed} | {codes} |"));
        }
    }

    private IEnumerable<IssuableRecord> Requests()
    {
        using var reader = new StreamReader(SampleCityFile.OpenRead());
        while (reader.ReadLine() is { } line)
        {
            using var request = RecordRequestReader.Read(Encoding.UTF8.GetBytes(line)).Required;
            Assert.True(DepartmentId.TryParse(request.Department, out var department));
            var profile = new DepartmentProfile(department, new LocalizedText("市教育局（演示）", "Education Bureau (demo)"), "ledger.localhost");
            yield return new RecordIssuer(profile, types.Catalogue, _ => true, TimeProvider.System).Check(request).Required;
        }
    }

    /// <summary>The first entry of a log of 2^20. All its neighbours are made up; the proof leads to the root all the same.</summary>
    private static (string Type, RecordBundle Bundle) Prove(IssuableRecord record)
    {
        var origin = $"ledger.localhost/{record.Request.Department}/log";
        var compact = Seal(record);
        var salt = RandomBytes(Commitment.SaltLength);
        var commitment = Commitment.Compute(salt, Encoding.ASCII.GetBytes(compact[..compact.IndexOf('~', StringComparison.Ordinal)]));
        var entry = new LogEntry(record.IssuedAt.ToUnixTimeMilliseconds(), commitment, record.Id.ToString(), record.Type.Kind, null).ToUtf8();
        ImmutableArray<Digest> path = [.. Enumerable.Range(0, Hashes).Select(_ => Digest.Sha256(RandomBytes(32)))];
        var root = path.Aggregate(TreeHash.Leaf(entry), TreeHash.Node);
        var size = 1L << Hashes;
        var note = SignedNote.Sign(new Checkpoint(origin, size, root).ToText(), new Ed25519NoteSigner(origin, RandomBytes(32)));
        Assert.True(ChainAddress.TryRead(RandomBytes(20), out var address));
        var anchor = new BundleAnchor(
            31337, address, address, OnChainId.OfDepartment(origin), size, root, 1_234_567, Digest.Sha256(RandomBytes(32)), Digest.Sha256(RandomBytes(32)));
        return (record.Type.Metadata.Vct.Split('/')[^2],
            new RecordBundle(compact, Encoding.ASCII.GetString(entry), [.. salt], new TlogProof(0, path, note.ToString()).ToString(), anchor));
    }

    private static string Seal(IssuableRecord record)
    {
        using var signer = Es256Signer.Generate();
        var clear = new ClearClaims
        {
            Issuer = $"https://ledger.localhost/{record.Request.Department}",
            RecordType = record.Type.Metadata.Vct,
            TypeIntegrity = record.Type.Metadata.Integrity,
            IssuedAt = record.IssuedAt,
            NotBefore = record.Request.ValidFrom,
            ExpiresAt = record.Request.ValidUntil,
            RecordId = record.Id.ToString(),
            Additional = JsonElement.Parse(
                """{"issuing_authority":{"id":"education","name":{"zh":"市教育局（演示）","en":"Education Bureau (demo)"}},"issuing_country":"CN"}"""),
        };
        Assert.True(new SdJwtIssuer(signer).TryIssue(record.Claims.Span, record.Type.Metadata.Disclosure, clear, out var sealedJwt, out _));
        return sealedJwt.ToCompact();
    }

    private static byte[] RandomBytes(int count) => System.Security.Cryptography.RandomNumberGenerator.GetBytes(count);
}
