using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Verify.Bundles;
using Ledger.Verify.Faults;
using Ledger.Verify.Packed;
using Ledger.Verify.Tests.Parsers;
using Ledger.Verify.Tests.Seals;
using Ledger.Verify.Tests.Verdicts;

namespace Ledger.Verify.Tests.Packed;

/// <summary>A packed bundle gives the bundle back, character for character. Whatever else the bytes are is refused and never throws.</summary>
public sealed class PackedBundleTests
{
    private const byte Whole = 0;
    private const byte Compact = 1;
    private const int Mutations = 3000;

    private static readonly Scenario True = new Recipe().Make();
    private static readonly byte[] Packed = PackedBundle.Pack(True.Bundle);

    public static TheoryData<string> Files => new(
        Directory.EnumerateFiles(Path.Combine(Vectors.Repository, "tests"), "*.ledger.json", SearchOption.AllDirectories)
            .Where(file => RecordBundle.TryRead(File.ReadAllBytes(file), out _, out _))
            .Select(file => Path.GetRelativePath(Vectors.Repository, file)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Pack_EveryReadableBundleOfTheVectors_GivesItBack(string file)
    {
        Assert.True(RecordBundle.TryRead(File.ReadAllBytes(Path.Combine(Vectors.Repository, file)), out var bundle, out _));

        AssertGivenBack(bundle, PackedBundle.Pack(bundle)[1]);
    }

    [Fact]
    public void Pack_RealBundle_IsLessThanHalfOfItsFile()
    {
        AssertGivenBack(True.Bundle, Compact);

        Assert.InRange(Packed.Length, 600, True.Utf8.Length / 2);
    }

    [Fact]
    public void Pack_BundleWithoutAnchor_IsCompact() => AssertGivenBack(True.Bundle with { Anchor = null }, Compact);

    [Fact]
    public void Pack_SomeClaimsOnly_IsCompact()
    {
        var parts = True.Bundle.Record.Split('~');

        AssertGivenBack(True.Bundle with { Record = string.Join('~', parts.Where((_, at) => at is not 1)) }, Compact);
        AssertGivenBack(True.Bundle with { Record = parts[0] + "~" }, Compact);
    }

    [Fact]
    public void Pack_DisclosuresInAnotherOrder_IsCompact()
    {
        var parts = True.Bundle.Record.Split('~');

        AssertGivenBack(True.Bundle with { Record = string.Join('~', [parts[0], .. parts[1..^1].Reverse(), ""]) }, Compact);
    }

    public static TheoryData<string> OtherShapes =>
        ["salt", "entry", "entry text", "proof hash", "proof text", "note", "department", "size", "root", "record", "binding", "payload", "salt of a disclosure", "signature", "nothing"];

    // What cannot follow from the rest is kept as it is: a bundle that fails a check must fail it again when it comes back from paper.
    [Theory]
    [MemberData(nameof(OtherShapes))]
    public void Pack_BundleOfAnotherShape_IsKeptWhole(string what)
    {
        var (bundle, anchor, proof) = (True.Bundle, True.Anchor, True.Proof);
        var disclosures = bundle.Record.Split('~')[1..];
        AssertGivenBack(
            what switch
            {
                "salt" => bundle with { Salt = [.. new byte[32]] },
                "entry" => bundle with { Entry = bundle.Entry.Replace("\"certificate\"", "\"unknown\"", StringComparison.Ordinal) },
                "entry text" => bundle with { Entry = bundle.Entry + "\n" },
                "proof hash" => bundle with { Proof = (proof with { Hashes = proof.Hashes.RemoveAt(0) }).ToString() },
                "proof text" => bundle with { Proof = bundle.Proof.Replace("index ", "extra AAAA\nindex ", StringComparison.Ordinal) },
                "note" => bundle with { Proof = bundle.Proof + "\u2014 other AAAAAAAA\n" },
                "department" => bundle with { Anchor = anchor with { Department = anchor.Root } },
                "size" => bundle with { Anchor = anchor with { Size = anchor.Size + 1 } },
                "root" => bundle with { Anchor = anchor with { Root = anchor.Department } },
                "record" => bundle with { Record = bundle.Record[..^1] },
                "binding" => Scenario.HolderBound().Bundle,
                "payload" => bundle with { Record = Sealed("{\n}", disclosures) },
                "salt of a disclosure" => bundle with { Record = Sealed("{}", TestSeals.Encode("""["short","a",1]"""), "") },
                "signature" => bundle with { Record = bundle.Record.Replace("~", "AA~", StringComparison.Ordinal) },
                _ => new RecordBundle("", "", [.. new byte[32]], "", null),
            },
            Whole);
    }

    [Fact]
    public void Pack_LongestBundle_GivesItBackAndLongerIsRefused()
    {
        var room = RecordBundle.MaxLength - (True.Bundle with { Record = "" }).ToUtf8().Length;
        var random = new Random(1);
        var text = new string([.. Enumerable.Range(0, room).Select(_ => (char)random.Next('#', 'Z'))]);

        AssertGivenBack(True.Bundle with { Record = text }, Whole);
        Assert.Throws<ArgumentException>(() => PackedBundle.Pack(True.Bundle with { Record = text + "a" }));
    }

    [Fact]
    public void TryUnpack_EveryBeginning_IsRefused() =>
        Assert.All(Enumerable.Range(0, Packed.Length), length => AssertRefused(PaperFaults.NotPacked, Packed[..length]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    public void TryUnpack_OneByteMore_IsRefused(byte more) => AssertRefused(PaperFaults.NotPacked, [.. Packed, more]);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(255)]
    public void TryUnpack_OtherVersion_IsRefusedAsSuch(byte version) => AssertRefused(PaperFaults.OtherVersion, [version, .. Packed[1..]]);

    [Fact]
    public void TryUnpack_CompactBundleKeptWhole_IsRefused() => AssertRefused(PaperFaults.NotPacked, Whole, True.Utf8);

    [Fact]
    public void TryUnpack_OtherForm_IsRefused() => AssertRefused(PaperFaults.NotPacked, [1, 2, .. Packed[2..]]);

    [Fact]
    public void TryUnpack_NumberInMoreBytesThanItNeeds_IsRefused()
    {
        var (length, bytes) = (Packed[2] | (Packed[3] << 7), Packed[4..]); // the length of the text has two bytes
        Assert.InRange(Packed[3], 1, 127);

        AssertRefused(PaperFaults.NotPacked, [1, Compact, Packed[2], (byte)(Packed[3] | 0x80), 0, .. bytes]);
        Assert.True(length > 128);
    }

    // The text says how long it is, and nothing is read beyond that: a few bytes never become many.
    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(RecordBundle.MaxLength)]
    public void TryUnpack_TextThatGrows_IsRefused(int said)
    {
        var deflated = Deflated.Compress(new byte[16 * 1024 * 1024]);
        var bomb = new PackedWriter();
        bomb.Bytes([1, Whole]);
        bomb.Number(said);
        bomb.Number(deflated.Length);
        bomb.Bytes(deflated);
        var before = GC.GetAllocatedBytesForCurrentThread();

        AssertRefused(PaperFaults.NotPacked, bomb.ToArray());

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * RecordBundle.MaxLength);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(RecordBundle.MaxLength + 1)]
    [InlineData(long.MaxValue)]
    public void TryUnpack_TextOfAnImpossibleLength_IsRefused(long said)
    {
        var packed = new PackedWriter();
        packed.Bytes([1, Whole]);
        packed.Number(said);
        packed.Number(0);

        AssertRefused(PaperFaults.NotPacked, packed.ToArray());
    }

    [Fact]
    public void TryUnpack_TextOfManyReferences_IsRefused() =>
        AssertRefused(PaperFaults.NotPacked, Compact, [0, 0, .. Enumerable.Repeat((byte)4, 500_000)]); // each would be 38 characters

    [Fact]
    public void TryUnpack_BeyondTheLimit_IsRefusedUnread() => AssertRefused(PaperFaults.NotPacked, [1, .. new byte[PackedBundle.MaxLength]]);

    [Property(MaxTest = 500)]
    public Property TryUnpack_AnyBytes_NeverThrows() => Prop.ForAll(
        Arb.From(Generators.BytesUpTo(200).Select(bytes => (byte[])[1, .. bytes])), bytes => !PackedBundle.TryUnpack(bytes, out _, out _));

    [Property(MaxTest = 300)]
    public Property TryUnpack_AnyText_NeverThrows() => Prop.ForAll(
        Arb.From(Generators.BytesUpTo(300)), bytes => !PackedBundle.TryUnpack(Joined(Compact, [.. bytes, 0]), out _, out _));

    [Property(MaxTest = 500)]
    public Property TryUnpack_DamagedBundle_IsRefusedOrAnotherBundle() => Prop.ForAll(
        Arb.From(Generators.Damaged(Packed)), damaged => damaged.AsSpan().SequenceEqual(Packed) || IsRefusedOrPacksTheSame(damaged));

    [Fact]
    public void TryUnpack_MutatedBundles_AreRefusedOrOtherBundles()
    {
        byte[][] good = [Packed, PackedBundle.Pack(True.Bundle with { Salt = [.. new byte[32]] }), PackedBundle.Pack(SampleBundle())];
        var mutator = new Mutator(43);

        Assert.All(Enumerable.Range(0, Mutations), round => Assert.True(IsRefusedOrPacksTheSame(mutator.Mutate(good[round % good.Length]))));
    }

    // Mutations of the compressed text rarely survive its checksum, so the text is mutated before it is compressed.
    [Fact]
    public void TryUnpack_MutatedTexts_AreRefusedOrOtherBundles()
    {
        Assert.True(CompactForm.TryTake(True.Bundle, out var text, out var rest));
        var mutator = new Mutator(44);

        Assert.All(Enumerable.Range(0, Mutations), _ => Assert.True(IsRefusedOrPacksTheSame(Joined(Compact, mutator.Mutate(text), mutator.Mutate(rest)))));
        Assert.All(Enumerable.Range(0, Mutations), _ => Assert.True(IsRefusedOrPacksTheSame(Joined(Compact, text, mutator.Mutate(rest)))));
    }

    /// <summary>Papers last longer than programs: what was packed once must be read for ever.</summary>
    [Fact]
    public void TryUnpack_GoldenBundle_IsStillRead()
    {
        var golden = Convert.FromBase64String(File.ReadAllText(Path.Combine(Vectors.Repository, "tests", "Ledger.Verify.Tests", "Packed", "vectors", "golden.packed.txt")));

        Assert.True(PackedBundle.TryUnpack(golden, out var bundle, out _));
        Assert.True(RecordBundle.TryRead(GoldenBundle.Utf8, out var expected, out _));
        Assert.Equal(expected.ToUtf8(), bundle.ToUtf8());
    }

    private static RecordBundle SampleBundle() => RecordBundle.TryRead(Samples.Bundle, out var bundle, out var place) ? bundle : throw new InvalidOperationException(place);

    private static string Sealed(string payload, params string[] rest) =>
        $"{TestSeals.Encode("""{"alg":"ES256"}""")}.{TestSeals.Encode(payload)}.{new string('A', 86)}~{string.Join('~', rest)}";

    private static bool IsRefusedOrPacksTheSame(byte[] bytes)
    {
        if (!PackedBundle.TryUnpack(bytes, out var bundle, out var refusal))
        {
            return refusal.Fault == PaperFaults.NotPacked || refusal.Fault == PaperFaults.OtherVersion;
        }

        // Only the compressed text may have another spelling.
        var packed = PackedBundle.Pack(bundle);
        return PackedBundle.TryUnpack(packed, out var again, out _) && again.ToUtf8().AsSpan().SequenceEqual(bundle.ToUtf8());
    }

    private static void AssertGivenBack(RecordBundle bundle, byte form)
    {
        var packed = PackedBundle.Pack(bundle);

        Assert.Equal([1, form], packed[..2]);
        Assert.True(PackedBundle.TryUnpack(packed, out var same, out _));
        Assert.Equal(Encoding.UTF8.GetString(bundle.ToUtf8()), Encoding.UTF8.GetString(same.ToUtf8()));
    }

    private static byte[] Joined(byte form, byte[] text, byte[]? rest = null)
    {
        var deflated = Deflated.Compress(text);
        var packed = new PackedWriter();
        packed.Bytes([1, form]);
        packed.Number(text.Length);
        packed.Number(deflated.Length);
        packed.Bytes([.. deflated, .. rest ?? []]);
        return packed.ToArray();
    }

    private static void AssertRefused(Fault fault, byte form, byte[] text) => AssertRefused(fault, Joined(form, text));

    private static void AssertRefused(Fault fault, byte[] packed)
    {
        Assert.False(PackedBundle.TryUnpack(packed, out var bundle, out var refusal));
        Assert.Null(bundle);
        Assert.Equal(fault, refusal.Fault);
    }
}
