using System.Diagnostics;
using Ledger.Verify.Faults;

namespace Ledger.Tracing;

/// <summary>
/// The spans of the steps, from one source. They cost nothing without a listener. A tag is an id, a size or a code. It is never a claim, a name, a
/// document number or a token. Stateless.
/// </summary>
public static class StepTrace
{
    /// <summary>The name of the source.</summary>
    public const string SourceName = "Ledger";

    internal const string Issue = "ledger.issue";
    internal const string Seal = "ledger.seal";
    internal const string Append = "ledger.append";
    internal const string Commit = "ledger.commit";
    internal const string Anchor = "ledger.anchor";
    internal const string Prove = "ledger.prove";
    internal const string Verify = "ledger.verify";
    internal const string MirrorRefresh = "ledger.mirror.refresh";
    internal const string SelfCheck = "ledger.self_check";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Starts the span of a step. Dispose it when the step ends.</summary>
    /// <param name="step">The name of the step.</param>
    /// <param name="department">The department's short name. Null for a step of the whole node.</param>
    /// <returns>Null without a listener.</returns>
    internal static Activity? Start(string step, string? department = null) => Source.StartActivity(step)?.SetTag("ledger.department", department);

    /// <summary>Adds the id of the record.</summary>
    internal static Activity? WithRecord(this Activity? span, string record) => span?.SetTag("ledger.record", record);

    /// <summary>Adds the index of the entry that the step made or read.</summary>
    internal static Activity? WithIndex(this Activity? span, long index) => span?.SetTag("ledger.index", index);

    /// <summary>Adds a tree size: the size that the step is about, or the size after the step.</summary>
    internal static Activity? WithSize(this Activity? span, long size) => span?.SetTag("ledger.size", size);

    /// <summary>Adds the number of items that the step processed.</summary>
    internal static Activity? WithCount(this Activity? span, int count) => span?.SetTag("ledger.count", count);

    /// <summary>Marks the step as failed with a fault. Null changes nothing.</summary>
    internal static void WithFault(this Activity? span, Fault? fault)
    {
        if (fault is not null)
        {
            span?.SetTag("ledger.fault", fault.Code).SetStatus(ActivityStatusCode.Error);
        }
    }
}
