namespace Ledger.Portal.Shell;

/// <summary>Addresses that a page may lead back to. Anything else would let a stranger's link lead a person away from this service.</summary>
public static class LocalAddress
{
    private const int MaxLength = 2048;

    /// <summary>Returns a path of this service, or the home page when the text is not one.</summary>
    /// <param name="text">The address from the request; it can be anything.</param>
    public static string Check(string? text) => text is { Length: > 0 and <= MaxLength } && IsLocal(text) ? text : "/";

    // Browsers read "//host" and "/\host" as another host, and drop tabs and line breaks before they read an address.
    private static bool IsLocal(string text) =>
        text[0] == '/' && (text.Length == 1 || text[1] is not ('/' or '\\')) && text.All(character => character is > ' ' and < '\u007f' and not '\\');
}
