using System.Text.RegularExpressions;

namespace Ledger.Departments;

/// <summary>A department's short name in URLs, folders and origins: 2 to 40 of <c>a–z</c>, digits and inner hyphens, starting with a letter.</summary>
public readonly partial record struct DepartmentId
{
    private readonly string? _text;

    private DepartmentId(string text) => _text = text;

    public static bool TryParse(string? text, out DepartmentId id)
    {
        var ok = text is not null && Form().IsMatch(text);
        id = ok ? new DepartmentId(text!) : default;
        return ok;
    }

    public override string ToString() => _text ?? throw new InvalidOperationException("A department id nobody set.");

    // \z, not $: a trailing line feed is not part of a name.
    [GeneratedRegex(@"\A[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
