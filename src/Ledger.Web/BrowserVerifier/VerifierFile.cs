using Microsoft.Net.Http.Headers;

namespace Ledger.Web.BrowserVerifier;

/// <summary>One file of the published verifier, with its compressed copies.</summary>
/// <param name="Path">The path of the file.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="Hash">The SHA-256 of the file in hexadecimal digits.</param>
/// <param name="Encodings">The encodings in which a copy lies beside the file, the smallest first.</param>
internal sealed record VerifierFile(string Path, string ContentType, string Hash, IReadOnlyList<(string Encoding, string Path)> Encodings)
{
    /// <summary>The path of the file or of its smallest copy that the browser accepts, and the encoding of that copy.</summary>
    public (string Path, string? Encoding) Choose(IList<StringWithQualityHeaderValue> accepted)
    {
        foreach (var (encoding, path) in Encodings)
        {
            if (accepted.Any(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0))
            {
                return (path, encoding);
            }
        }

        return (Path, null);
    }
}
