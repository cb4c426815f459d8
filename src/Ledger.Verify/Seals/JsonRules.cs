using Ledger.Verify.Faults;

namespace Ledger.Verify.Seals;

/// <summary>How strictly JSON is read.</summary>
/// <param name="MaxDepth">The highest number of nested objects and arrays; below 64.</param>
/// <param name="Reserved">Whether <c>_sd</c>, <c>_sd_alg</c> and <c>...</c> may be member names, at any level.</param>
/// <param name="Numbers">Which numbers are allowed.</param>
internal readonly record struct JsonRules(int MaxDepth, ReservedNames Reserved, NumberForm Numbers)
{
    /// <summary>
    /// The fault for text that is nested too deeply. In the text of other issuers the depth is a limit of this library, not an error of the text.
    /// </summary>
    public Fault TooDeep => Numbers is NumberForm.Whole ? SealFaults.TooDeep : SealFaults.DeeperThanSupported;

    /// <summary>The rules for text of this system, digests included.</summary>
    public static JsonRules Own(int maxDepth) => new(maxDepth, ReservedNames.Allowed, NumberForm.Whole);
}
