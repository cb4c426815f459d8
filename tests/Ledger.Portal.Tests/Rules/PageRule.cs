using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Rules;

/// <summary>A rule that every page keeps in every look, as a script that runs in the page and lists the defects.</summary>
/// <param name="Name">The name of the script in this folder.</param>
internal sealed record PageRule(string Name)
{
    /// <summary>Language, title, headings, nothing inline.</summary>
    public static readonly PageRule Document = new("Document");

    /// <summary>No scrolling sideways.</summary>
    public static readonly PageRule Width = new("Width");

    /// <summary>The contrast of every text, also of one character.</summary>
    public static readonly PageRule Contrast = new("Contrast");

    /// <summary>The size of what people press.</summary>
    public static readonly PageRule Targets = new("Targets");

    /// <summary>Labels, hints and errors of fields.</summary>
    public static readonly PageRule Fields = new("Fields");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<PageRule> All = [Document, Width, Contrast, Targets, Fields];

    /// <summary>Judges the page that a window shows.</summary>
    /// <returns>The defects.</returns>
    public async Task<IReadOnlyList<string>> FindDefectsAsync(Visit visit) =>
        [.. (await visit.RunAsync<string[]>(PageScript.Read(Name), PageScript.Argument(visit.Look))).Select(defect => $"{Name}: {defect}")];
}
