using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.UseCases;
using Ledger.Verify.Faults;

namespace Ledger.Browser;

/// <summary>What <c>verify.js</c> calls. Texts in and out are JSON, because only simple values cross between JavaScript and .NET.</summary>
[SupportedOSPlatform("browser")]
internal static partial class VerifierExports
{
    private static readonly JsonSerializerOptions Labels = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Judges one file.</summary>
    /// <param name="file">The whole file: a bundle or evidence.</param>
    /// <param name="name">The name of the file, for messages.</param>
    /// <param name="trust">What the reader trusts, in the form of <see cref="TrustedInput"/>. Nothing of it comes from the file.</param>
    /// <returns>
    /// The JSON of <see cref="JudgedFileJson"/>: a report, or the coded reason why there is none; and <c>labels</c>, the claims in words
    /// (<see cref="ClaimLabels"/>).
    /// </returns>
    [JSExport]
    internal static async Task<string> VerifyAsync(byte[] file, string name, string trust)
    {
        try
        {
            var judged = await FileVerifier.VerifyAsync(file, name, TrustedInput.Parse(trust), TimeProvider.System.GetUtcNow());
            var answer = JudgedFileJson.ToText(judged, name);
            return ClaimLabels.Find(judged) is { } labels ? $"{answer[..^1]},\"labels\":{labels.ToJsonString(Labels)}}}" : answer;
        }
        catch (FaultException problem)
        {
            return JudgedFileJson.ToText(new JudgedFile(null, null, problem), name);
        }
    }
}
