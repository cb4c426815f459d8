using System.Diagnostics;
using Ledger.Access;
using Ledger.Auditing;
using Ledger.Hosting;
using Ledger.Mirroring;
using Ledger.Tests.Mirroring;
using Ledger.Tests.UseCases;
using Ledger.Tracing;
using Ledger.UseCases;
using Ledger.Verify.Chain;
using Ledger.Verify.Verdicts;

namespace Ledger.Tests.Tracing;

/// <summary>Every step leaves a span, and no span holds anything of a person.</summary>
public sealed class StepTraceTests : IDisposable
{
    private static readonly string[] AllowedTags =
        ["ledger.department", "ledger.record", "ledger.index", "ledger.size", "ledger.count", "ledger.fault"];

    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private readonly Activity _test = new("test"); // Spans of tests that run beside this one have another parent.

    public StepTraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Ledger",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (_spans)
                {
                    _spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
        _test.Start();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Issue_ARecord_LeavesASpanForEachStepUnderTheFirst()
    {
        IssuedRecord issued;
        await using (var bench = await UseCaseBench.OpenAsync())
        {
            issued = await bench.IssueAsync();
        }

        // The span of a commit ends after its answers. The department is closed, so it has ended.
        var issue = Assert.Single(Mine("ledger.issue"));
        Assert.Equal(_test.SpanId, issue.ParentSpanId);
        Assert.All(["ledger.seal", "ledger.append"], step => Assert.Equal(issue.SpanId, Assert.Single(Mine(step)).ParentSpanId));
        Assert.Equal(_test.SpanId, Assert.Single(Mine("ledger.prove")).ParentSpanId);
        Assert.All(Mine("ledger.issue", "ledger.seal", "ledger.append", "ledger.prove"), span =>
        {
            Assert.Equal(issued.Id.ToString(), span.GetTagItem("ledger.record"));
            Assert.Equal("education", span.GetTagItem("ledger.department"));
        });
        Assert.Equal(issued.Index, Mine("ledger.append")[0].GetTagItem("ledger.index"));
        Assert.Equal(1, Assert.Single(Mine("ledger.commit")).GetTagItem("ledger.count"));
    }

    [Fact]
    public async Task Issue_ARefusedRecord_NamesTheCode()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        using var first = bench.Request("same");
        using var between = bench.Request(); // Each has a document number of its own.
        using var other = bench.Request("same");
        await bench.Department.Records.AppendAsync(first);

        var refused = await bench.Department.Records.AppendAsync(other);

        Assert.Equal("LDG2011", refused.Refusal?.Fault.Code);
        Assert.Equal([null, "LDG2011"], Mine("ledger.issue").Select(span => span.GetTagItem("ledger.fault")));
    }

    [Fact]
    public async Task Anchor_AndSelfCheckAndMirror_LeaveASpanEach()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueAsync();

        await bench.Department.Chain.TryReconcileAsync(Cancel);
        await new OwnLogCheck(bench.Department.Log, bench.Department.Store, TimeProvider.System).RunAsync(null, 1000, Cancel);
        var mirror = await MirrorTest.StartAsync(before: chain => chain.Mine(MirrorTest.EveryKind));
        await new MirrorRefresher(mirror.Mirror).RunOnceAsync(Cancel);

        Assert.Equal(1L, Assert.Single(Mine("ledger.anchor")).GetTagItem("ledger.size"));
        Assert.Equal(1L, Assert.Single(Mine("ledger.self_check")).GetTagItem("ledger.size"));
        Assert.Single(Mine("ledger.mirror.refresh"));
    }

    [Fact]
    public async Task Verify_ABundle_LeavesASpanWithTheNumberOfChecks()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var fetch = new FetchBundle(bench.Department, UseCaseBench.CallerWith(Role.Issuer));
        var bundle = await bench.WhileReconcilingAsync(fetch.ExecuteAsync((await bench.IssueAsync()).Id, null, UseCaseBench.Purpose, TimeSpan.FromMinutes(1), Cancel));
        var departments = new HostedDepartments();
        departments.Add(bench.Department);

        var report = await new VerifyBundle(departments, bench.Chain, new UnaskedMirror(), bench.Clock)
            .ExecuteAsync(RecordVerifier.Open(bundle.Required.Utf8), asOf: null, Cancel);

        var span = Assert.Single(Mine("ledger.verify"));
        Assert.Equal(_test.SpanId, span.ParentSpanId);
        Assert.Equal(report.Checks.Length, span.GetTagItem("ledger.count"));
        Assert.Equal(["ledger.count"], span.TagObjects.Where(tag => tag.Value is not null).Select(tag => tag.Key)); // No record and no department: a stranger may ask.
    }

    [Fact]
    public async Task EveryStep_ForAnExampleRecord_HoldsNothingOfAPerson()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        using var request = bench.Request("a-key-of-the-caller");
        Assert.Null((await new IssueRecord(bench.Department, UseCaseBench.CallerWith(Role.Issuer)).ExecuteAsync(request, Cancel)).Refusal);
        await bench.Department.Chain.TryReconcileAsync(Cancel);
        string[] personal = [.. Texts(request.Claims), request.Key, "desk-Issuer"];

        List<Activity> spans;
        lock (_spans)
        {
            spans = [.. _spans];
        }

        Assert.NotEmpty(spans);
        Assert.All(spans, span =>
        {
            Assert.All(span.TagObjects, tag => Assert.Contains(tag.Key, AllowedTags));
            Assert.Empty(span.Events);
            Assert.Empty(span.Baggage);
            Assert.Null(span.StatusDescription);
            var text = string.Join('\n', span.TagObjects.Select(tag => tag.Value?.ToString()).Append(span.DisplayName));
            Assert.All(personal, value => Assert.DoesNotContain(value, text, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Source_Name_IsTheOneThatIsDocumented() => Assert.Equal("Ledger", StepTrace.SourceName);

    public void Dispose()
    {
        _test.Dispose();
        _listener.Dispose();
    }

    /// <summary>A mirror without facts.</summary>
    private sealed class UnaskedMirror : IMirroredChain
    {
        public ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken) =>
            ValueTask.FromResult(ChainFacts.NotAsked("a silent mirror"));
    }

    private List<Activity> Mine(params string[] steps)
    {
        lock (_spans)
        {
            // Compared by trace, because the span of a commit is not below the span of a caller: a commit serves several callers.
            return [.. _spans.Where(span => steps.Contains(span.OperationName) && span.TraceId == _test.TraceId)];
        }
    }

    /// <summary>Every text of the claims that is long enough to be told from an id.</summary>
    private static IEnumerable<string> Texts(System.Text.Json.JsonElement element) => element.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value)),
        System.Text.Json.JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        System.Text.Json.JsonValueKind.String => element.GetString() is { Length: > 3 } text ? [text] : [],
        _ => [],
    };
}
