using System.Diagnostics;
using System.Reflection;
using Xunit;
using Xunit.Runner.Common;
using Xunit.Sdk;
using Xunit.v3;

namespace Ledger.Verify.Mutants;

/// <summary>Runs tests of <c>Ledger.Verify.Tests</c> in this process, one at a time.</summary>
internal sealed class TestRun : IAsyncDisposable
{
    // The architecture tests read the sources and the compiled assembly, and a mutant is in neither. The others damage every character of a file or
    // fill a cache, which takes half of the time of all tests. A mutant that only they detect counts as a survivor, so it needs a test of its own.
    private static readonly string[] Excluded =
    [
        "Ledger.Verify.Tests.Architecture.",
        "Ledger.Verify.Tests.Verdicts.OneCharacterTests.",
        "Ledger.Verify.Tests.Verdicts.VerificationCacheTests.Verify_MoreCheckpointsThanACacheHolds_GivesTheSameVerdicts",
        "Ledger.Verify.Tests.Migrations.MigrationFileTests.Verify_AnyBitFlipped_IsNeverValid",
        "Ledger.Verify.Tests.Migrations.MigrationScaleTests.",
    ];

    private readonly XunitTestFrameworkExecutor _executor;
    private readonly Dictionary<string, IXunitTestCase> _cases = new(StringComparer.Ordinal);

    private TestRun(Assembly assembly)
    {
        _executor = new XunitTestFrameworkExecutor(new XunitTestAssembly(assembly, null, null, null, null, null, assembly.GetName().Version));
    }

    /// <summary>The ids of all tests.</summary>
    public IReadOnlyCollection<string> Tests => _cases.Keys;

    /// <summary>The folder of a test: the first one below the project.</summary>
    public string FolderOf(string test) => FolderIn(_cases[test].TestClassNamespace);

    /// <summary>Finds all tests, or those of one folder, which takes a tenth of the time.</summary>
    public static async Task<TestRun> Load(Assembly assembly, string? folder = null)
    {
        SetContext();
        var types = folder is null ? null : assembly.GetTypes().Where(type => FolderIn(type.Namespace) == folder).ToArray();
        var run = new TestRun(assembly);
        var options = TestFrameworkOptions.ForDiscovery(new TestAssemblyConfiguration { PreEnumerateTheories = true, SynchronousMessageReporting = true });
        await new XunitTestFramework().GetDiscoverer(assembly).Find(found => new ValueTask<bool>(run.Add(found)), options, types);
        return run;
    }

    /// <summary>Runs tests until one fails, and returns its id and what it said; null if none failed.</summary>
    public async Task<TestFailure?> FirstFailure(IEnumerable<string> tests, Action<string> starting)
    {
        var options = TestFrameworkOptions.ForExecution(
            new TestAssemblyConfiguration { ParallelMode = ParallelMode.None, StopOnFail = true, SynchronousMessageReporting = true });
        var sink = new FailureSink(starting);
        SetContext();
        await _executor.RunTestCases([.. tests.Select(test => _cases[test])], sink, options, CancellationToken.None);
        return sink.Failure;
    }

    /// <summary>Runs every test, and reports each with its duration.</summary>
    public async Task RunEach(Action<string> starting, Action<string, TimeSpan> finished)
    {
        foreach (var test in _cases.Keys)
        {
            var start = Stopwatch.GetTimestamp();
            if (await FirstFailure([test], starting) is { } failure)
            {
                throw new InvalidOperationException($"Without a mutant this test fails: {failure.Message}");
            }

            finished(test, Stopwatch.GetElapsedTime(start));
        }
    }

    public ValueTask DisposeAsync() => _executor.DisposeAsync();

    private static string FolderIn(string? name) => name?.Split('.').ElementAtOrDefault(3) ?? "";

    // xunit expects it in the asynchronous context of every call.
    private static void SetContext() => TestContext.SetForInitialization(null, diagnosticMessages: false, internalDiagnosticMessages: false);

    private bool Add(ITestCase found)
    {
        if (!Excluded.Any(name => $"{found.TestClassName}.{found.TestMethodName}".StartsWith(name, StringComparison.Ordinal)))
        {
            _cases[found.UniqueID] = (IXunitTestCase)found;
        }

        return true;
    }

    private sealed class FailureSink(Action<string> starting) : IMessageSink
    {
        private string _running = "";

        public TestFailure? Failure { get; private set; }

        public bool OnMessage(IMessageSinkMessage message)
        {
            switch (message)
            {
                case ITestCaseStarting test:
                    _running = test.TestCaseUniqueID;
                    starting(_running);
                    break;
                case ITestFailed failed:
                    Failure ??= new TestFailure(_running, string.Join(' ', failed.Messages).ReplaceLineEndings(" "));
                    break;
                case IErrorMessage error:
                    Failure ??= new TestFailure(_running, string.Join(' ', error.Messages).ReplaceLineEndings(" "));
                    break;
            }

            return Failure is null;
        }
    }
}
