using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Rules;

/// <summary>Reads the scripts of the rules.</summary>
internal static class PageScript
{
    /// <summary>The text of a script in this folder: one function.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(PageScript).Assembly.GetManifestResourceStream(name + ".js") ?? throw new InvalidOperationException($"There is no script {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What a rule knows about the look: the language that the page must have, the smallest target, and whether the page runs scripts.</summary>
    public static object Argument(Look look) => new { tag = look.Tag, smallest = look.SmallestTarget, script = look.Script };
}
