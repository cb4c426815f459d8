using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Samples;
using Ledger.Log;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.Bench;

/// <summary>
/// Measures how many bundles per second are verified on all cores, with all checks and with the chain's answers in memory. The limit is plain ES256
/// verification of the same seals.
/// </summary>
internal sealed class VerifyBench(int bundles, string folder)
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);
    private static readonly DateTimeOffset BlockTime = new(SampleCity.DefaultDate, new TimeOnly(12, 0), TimeSpan.Zero);

    public async Task<JsonObject> RunAsync(Action<double> report, CancellationToken cancellationToken)
    {
        await using var department = await OpenAsync(cancellationToken);
        var cases = await MakeCasesAsync(department, report, cancellationToken);
        var seals = cases.ConvertAll(one => SealOf(one.Bundle));
        var keys = new ThreadLocal<ECDsa>(() => KeyOf(department), trackAllValues: true);
        var options = NewOptions();
        var limits = new List<double>();
        var rates = new List<double>();
        for (var round = 0; round < 4; round++)
        {
            limits.Add(Rate(index => Ensure(seals[index % seals.Count], keys.Value!))); // Not null: the value is created on first use.
            rates.Add(Rate(index => Ensure(cases[index % cases.Count], options)));
            report(0.5 + ((round + 1) / 8d));
        }

        // The first round is the warm-up of both.
        var (rate, limit) = (rates.Skip(1).Average(), limits.Skip(1).Average());
        return new JsonObject
        {
            ["bench"] = "verify",
            ["bundles"] = bundles,
            ["bytesPerBundle"] = (long)cases.Average(one => one.Bundle.Length),
            ["bundlesPerSecond"] = Math.Round(rate),
            ["es256VerificationsPerSecond"] = Math.Round(limit),
            ["ratio"] = Math.Round(rate / limit, 3),
        };
    }

    /// <summary>Opens a department in the folder of the benchmark.</summary>
    // The records say when they are valid, so they are issued at the time of the sample city, not today.
    internal Task<BenchDepartment> OpenAsync(CancellationToken cancellationToken) =>
        BenchDepartment.OpenAsync(folder, new SequencerOptions(), new ClockFrom(BlockTime.AddHours(-1)), cancellationToken);

    /// <summary>Issues the records and makes their bundles. Each is verified once, because a rate of wrong bundles means nothing.</summary>
    /// <exception cref="InvalidOperationException">A bundle is not valid.</exception>
    internal async Task<List<(byte[] Bundle, ChainFacts Facts)>> MakeCasesAsync(
        BenchDepartment department, Action<double> report, CancellationToken cancellationToken)
    {
        var lines = Path.Combine(folder, "city.jsonl");
        BenchDepartment.WriteLines(lines, bundles);
        var issued = new List<Appended>(bundles);
        await department.IssueAsync(lines, issued.Add, cancellationToken);
        var options = NewOptions();
        var cases = new List<(byte[] Bundle, ChainFacts Facts)>(bundles);
        foreach (var one in issued)
        {
            var proved = await department.Prover.ProveAsync(one.Entry.Id, null, cancellationToken);
            cases.Add(Anchor(proved.Required, department));
            Ensure(cases[^1], options);
            report((double)cases.Count / bundles / 2);
        }

        return cases;
    }

    private static VerificationOptions NewOptions() => new() { AsOf = BlockTime, Now = BlockTime, Cache = new VerificationCache() };

    private static void Ensure((byte[] Bundle, ChainFacts Facts) one, VerificationOptions options)
    {
        var report = RecordVerifier.Verify(RecordVerifier.Open(one.Bundle), one.Facts, options);
        if (report.Verdict is not Verdict.Valid)
        {
            throw new InvalidOperationException($"A true bundle was found {report.Verdict}.");
        }
    }

    /// <summary>Runs an action on every core for one round, and returns its rate.</summary>
    private static double Rate(Action<int> action)
    {
        var done = 0L;
        var start = Stopwatch.GetTimestamp();
        Parallel.For(0, Environment.ProcessorCount, worker =>
        {
            var mine = 0;
            for (; Stopwatch.GetElapsedTime(start) < Round; mine++)
            {
                action((mine * Environment.ProcessorCount) + worker);
            }

            Interlocked.Add(ref done, mine);
        });
        return done / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Ensure((byte[] Text, byte[] Signature) seal, ECDsa key)
    {
        if (!key.VerifyData(seal.Text, seal.Signature, HashAlgorithmName.SHA256))
        {
            throw new InvalidOperationException("A true signature was refused.");
        }
    }

    /// <summary>Returns the signed text of a bundle's record and its signature (RFC 7515 section 5.2).</summary>
    private static (byte[] Text, byte[] Signature) SealOf(byte[] utf8)
    {
        if (!RecordBundle.TryRead(utf8, out var bundle, out _) || !SdJwt.TryParse(bundle.Record, out var record, out _))
        {
            throw new InvalidOperationException("A bundle of ours cannot be read.");
        }

        var jwt = record.IssuerJwt;
        var dot = jwt.LastIndexOf('.');
        return (Encoding.ASCII.GetBytes(jwt[..dot]), Base64Url.DecodeFromChars(jwt.AsSpan(dot + 1)));
    }

    private static ECDsa KeyOf(BenchDepartment department)
    {
        var octets = department.RecordKey.PublicKey.Span;
        var point = new ECPoint { X = octets[^64..^32].ToArray(), Y = octets[^32..].ToArray() };
        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
    }

    /// <summary>Adds an anchor to a bundle. Also returns the facts of a chain that has this anchor.</summary>
    private static (byte[] Bundle, ChainFacts Facts) Anchor(byte[] utf8, BenchDepartment department)
    {
        if (!RecordBundle.TryRead(utf8, out var bundle, out _) || !TlogProof.TryParse(bundle.Proof, out var proof)
            || !SignedNote.TryParse(proof.Checkpoint, out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint)
            || RecordVerifier.Open(utf8).Questions is not { RecordType: var vct } || !ChainAddress.TryParse("0x" + new string('1', 40), out var registry))
        {
            throw new InvalidOperationException("A bundle of ours cannot be read.");
        }

        var block = new ChainBlock(1, Digest.Sha256([1]), BlockTime);
        var transaction = Digest.Sha256([2]);
        var anchored = bundle with
        {
            Anchor = new BundleAnchor(
                1, registry, registry, OnChainId.OfDepartment(checkpoint.Origin), checkpoint.Size, checkpoint.Root, block.Number, block.Hash, transaction),
        };
        var always = new Validity(BlockTime.AddYears(-1), null);
        var type = department.Catalogue.Find(vct) ?? throw new InvalidOperationException("A type of ours is missing.");
        var key = department.RecordKey;
        return (anchored.ToUtf8(), new ChainFacts
        {
            Source = Answer<ChainSource>.Known(new ChainSource(1, registry, registry, registry, block, block, "instant", ["bench"])),
            Department = Answer<DepartmentFacts?>.Known(new DepartmentFacts(checkpoint.Origin, "", registry, always.From, null)),
            LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Known([new LogKeyFacts(department.Log.Key.PublicKey, always)]),
            RecordKey = Answer<RecordKeyFacts?>.Known(new RecordKeyFacts(key.Thumbprint, 1, [.. key.PublicKey.Span], always)),
            RecordType = Answer<RecordTypeFacts?>.Known(new RecordTypeFacts(vct, Digest.Sha256(type.Octets.AsSpan()))),
            Authority = Answer<ImmutableArray<Validity>>.Known([always]),
            RootAtSize = Answer<Digest?>.Known(checkpoint.Root),
            Anchor = Answer<AnchorFacts?>.Known(new AnchorFacts(0, checkpoint.Size, checkpoint.Root, transaction, block)),
            Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Known([]),
        });
    }

    /// <summary>A clock that runs from a given time.</summary>
    private sealed class ClockFrom(DateTimeOffset start) : TimeProvider
    {
        private readonly long _opened = Stopwatch.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => start + Stopwatch.GetElapsedTime(_opened);
    }
}
