using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Samples;
using Ledger.Log;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.Bench;

/// <summary>
/// Measures how many bundles per second are verified on all cores, with all checks and with the chain's answers in memory. The limit is
/// <see cref="BareVerification"/> of the same bundles on the same cores, in turns with the measured work.
/// </summary>
internal sealed class VerifyBench(int bundles, string folder)
{
    private const int WarmUpRounds = 3;
    private const int Rounds = 10;

    private static readonly int Cores = Environment.ProcessorCount;
    private static readonly DateTimeOffset BlockTime = new(SampleCity.DefaultDate, new TimeOnly(12, 0), TimeSpan.Zero);

    // Short turns, so that a busy moment of the machine affects all three in the same way: half a second, less for few bundles.
    private readonly TimeSpan _turn = TimeSpan.FromMilliseconds(Math.Clamp(bundles / 10, 20, 500));

    public async Task<JsonObject> RunAsync(Action<double> report, CancellationToken cancellationToken)
    {
        await using var department = await OpenAsync(cancellationToken);
        var cases = await MakeCasesAsync(department, report, cancellationToken);
        var bare = cases.ConvertAll(one => BareVerification.FromBundle(one.Bundle));
        var keys = new ThreadLocal<ECDsa>(() => KeyOf(department), trackAllValues: true);
        var options = NewOptions();
        var (whole, limit, signature) = (new Pace(), new Pace(), new Pace());
        for (var round = 0; round < WarmUpRounds + Rounds; round++)
        {
            if (round == WarmUpRounds)
            {
                (whole, limit, signature) = (new Pace(), new Pace(), new Pace());
            }

            RunTurn(signature, index => bare[index % bare.Count].VerifySignature(keys.Value!)); // Not null: the value is created on first use.
            RunTurn(limit, index =>
            {
                bare[index % bare.Count].VerifySignature(keys.Value!);
                bare[index % bare.Count].Hash();
            });
            RunTurn(whole, index => Ensure(cases[index % cases.Count], options));
            report(0.5 + ((round + 1) / 2d / (WarmUpRounds + Rounds)));
        }

        foreach (var key in keys.Values)
        {
            key.Dispose();
        }

        return new JsonObject
        {
            ["bench"] = "verify",
            ["bundles"] = bundles,
            ["bytesPerBundle"] = (long)cases.Average(one => one.Bundle.Length),
            ["hashesPerBundle"] = Math.Round(bare.Average(one => one.Hashed.Length), 1),
            ["bundlesPerSecond"] = Math.Round(whole.PerSecond),
            ["bundlesPerSecondPerCore"] = Math.Round(whole.PerSecond / Cores),
            ["es256AndHashesPerSecond"] = Math.Round(limit.PerSecond),
            ["ratio"] = Math.Round(whole.PerSecond / limit.PerSecond, 3),
            ["es256VerificationsPerSecond"] = Math.Round(signature.PerSecond),
            ["ratioToEs256"] = Math.Round(whole.PerSecond / signature.PerSecond, 3),
            ["processorMicrosecondsPerBundle"] = Math.Round(whole.ProcessorMicroseconds, 1),
            ["limitProcessorMicroseconds"] = Math.Round(limit.ProcessorMicroseconds, 1),
            ["es256ProcessorMicroseconds"] = Math.Round(signature.ProcessorMicroseconds, 1),
            ["allocatedBytesPerBundle"] = whole.AllocatedBytes,
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
            cases.Add(Anchor(proved.Required.Utf8, department));
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

    /// <summary>Runs an action on every core for one turn.</summary>
    private void RunTurn(Pace pace, Action<int> action)
    {
        var done = 0L;
        var (start, processor, allocated) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        Parallel.For(0, Cores, worker =>
        {
            var mine = 0;
            for (; Stopwatch.GetElapsedTime(start) < _turn; mine++)
            {
                action((mine * Cores) + worker);
            }

            Interlocked.Add(ref done, mine);
        });
        pace.Add(done, Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor, GC.GetTotalAllocatedBytes() - allocated);
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
