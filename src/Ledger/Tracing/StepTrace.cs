using System.Diagnostics;
using Ledger.Verify.Faults;

namespace Ledger.Tracing;

/// <summary>
/// The spans of the steps, from one source. Who listens decides whether they cost anything. Tags are ids, sizes and codes: never a claim, a name, a number
/// of a document or a token. Stateless.
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

    /// <summary>Begins the span of a step. Dispose it when the step ends.</summary>
    /// <param name="step">The name of the step.</param>
    /// <param name="department">The department's short name; null for a step of the whole node.</param>
    /// <returns>Null when nobody listens.</returns>
    internal static Activity? Start(string step, string? department = null) => Source.StartActivity(step)?.SetTag("ledger.department", department);

    /// <summary>The record that the step is about.</summary>
    internal static Activity? WithRecord(this Activity? span, string record) => span?.SetTag("ledger.record", record);

    /// <summary>The index of the entry that the step made or read.</summary>
    internal static Activity? WithIndex(this Activity? span, long index) => span?.SetTag("ledger.index", index);

    /// <summary>The size of the tree after the step, or that it is about.</summary>
    internal static Activity? WithSize(this Activity? span, long size) => span?.SetTag("ledger.size", size);

    /// <summary>How many things the step worked on.</summary>
    internal static Activity? WithCount(this Activity? span, int count) => span?.SetTag("ledger.count", count);

    /// <summary>Marks the span of a step that was refused.</summary>
    internal static void WithFault(this Activity? span, Fault? fault)
    {
        if (fault is not null)
        {
            span?.SetTag("ledger.fault", fault.Code).SetStatus(ActivityStatusCode.Error);
        }
    }
}
