using Ledger.Sharing;
using Ledger.Verify.Faults;

namespace Ledger.Portal.Checking;

/// <summary>
/// What a person typed or pasted: a short code, a link to a shared record, or a numbered code of an offline proof, which has a page of its own. Only links
/// of this service are followed. Following others would let a stranger send this node anywhere.
/// </summary>
/// <param name="Path">The page of the code. Null if the text is none of these.</param>
/// <param name="Problem">What is wrong with the text. Null if there is a path.</param>
public sealed record TypedAddress(string? Path, LocalizedText? Problem)
{
    private const string CodePath = "/c/";
    private const string NumberedPath = "/p";

    /// <summary>Reads the text.</summary>
    /// <param name="text">The text, without blanks around it.</param>
    /// <param name="findPage">Finds the path of the page that a link leads to; null for a link of another service.</param>
    public static TypedAddress Read(string text, Func<Uri, string?> findPage)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(findPage);
        if (text.Length == 0)
        {
            return Wrong("请输入纸上的短码，或粘贴链接。", "Type the short code from the paper, or paste a link.");
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var link) && link.Scheme is "http" or "https")
        {
            return findPage(link) is not { } page
                ? Wrong(
                    $"这个链接属于 {link.Host}，请直接在浏览器里打开它；或者下载记录文件，在这里选择文件。",
                    $"This link belongs to {link.Host}. Open it in your browser, or download the record file and choose it here.")
                : page.StartsWith(CodePath, StringComparison.OrdinalIgnoreCase) ? FromCode(Uri.UnescapeDataString(page[CodePath.Length..].Split('/')[0])) // Also the address of its paper.
                : page.Equals(NumberedPath, StringComparison.OrdinalIgnoreCase) ? new TypedAddress(NumberedPath, null)
                : NoCode();
        }

        return text.StartsWith(NumberedPath + "#", StringComparison.OrdinalIgnoreCase) ? new TypedAddress(NumberedPath, null)
            : FromCode(text.StartsWith(CodePath, StringComparison.OrdinalIgnoreCase) ? text[CodePath.Length..] : text);
    }

    // The page of the code says whether a code of the right length is mistyped.
    private static TypedAddress FromCode(string text)
    {
        var code = ShareCode.Strip(text.Replace("/", "", StringComparison.Ordinal));
        return code.Length == ShareCode.Length && code.All(char.IsAsciiLetterOrDigit) ? new TypedAddress(CodePath + code, null) : NoCode();
    }

    private static TypedAddress NoCode() => Wrong(
        "这不是短码，也不是记录的链接。短码由 12 个字母和数字组成，例如 7K4M-2Q9X-3D5H。",
        "This is neither a short code nor a link to a record. A short code has 12 letters and digits, such as 7K4M-2Q9X-3D5H.");

    private static TypedAddress Wrong(string chinese, string english) => new(null, new LocalizedText(chinese, english));
}
