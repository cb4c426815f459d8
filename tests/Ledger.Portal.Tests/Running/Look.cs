namespace Ledger.Portal.Tests.Running;

/// <summary>How a reader looks at a page: language, window, and what they chose in the header.</summary>
/// <param name="Language"><c>zh</c> or <c>en</c>.</param>
/// <param name="Width">The width of the window.</param>
/// <param name="Height">The height of the window.</param>
/// <param name="Larger">Larger text.</param>
/// <param name="Contrast">High contrast.</param>
/// <param name="Script">Whether the browser runs scripts. Every page must work without.</param>
internal sealed record Look(string Language, int Width, int Height, bool Larger = false, bool Contrast = false, bool Script = true)
{
    /// <summary>A common window of a computer.</summary>
    public static readonly Look Desktop = new("en", 1280, 900);

    /// <summary>A small, old telephone.</summary>
    public static readonly Look Phone = new("zh", 320, 640);

    /// <summary>
    /// Covers every pair of language, window and display in six looks instead of twelve. Half of them run no script.
    /// </summary>
    public static readonly IReadOnlyList<Look> Pairs =
    [
        Phone,
        Desktop with { Script = false },
        new("en", 320, 640, Larger: true, Script: false),
        new("zh", 1280, 900, Larger: true),
        new("zh", 320, 640, Contrast: true, Script: false),
        new("en", 1280, 900, Contrast: true),
    ];

    /// <summary>The language tag that the page must have.</summary>
    public string Tag => Language == "zh" ? "zh-CN" : "en";

    /// <summary>The smallest target, in pixels.</summary>
    public int SmallestTarget => Larger ? 60 : 44;

    public override string ToString() =>
        $"{Language} {Width}×{Height}{(Larger ? " larger" : "")}{(Contrast ? " contrast" : "")}{(Script ? "" : " no script")}";
}
