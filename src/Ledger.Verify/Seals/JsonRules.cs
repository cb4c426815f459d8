namespace Ledger.Verify.Seals;

/// <summary>How narrowly JSON is read.</summary>
/// <param name="MaxDepth">How many objects and arrays may be open at once; below 64.</param>
/// <param name="Reserved">Whether <c>_sd</c>, <c>_sd_alg</c> and <c>...</c> may be member names, at any level.</param>
/// <param name="Numbers">Which numbers it may hold.</param>
internal readonly record struct JsonRules(int MaxDepth, ReservedNames Reserved, NumberForm Numbers)
{
    /// <summary>The fault of text that is nested deeper. In somebody else's text the depth is a limit of this library, not an error.</summary>
    public SealFault TooDeep => Numbers is NumberForm.Whole ? SealFaults.TooDeep : SealFaults.DeeperThanSupported;

    /// <summary>For text of this system, digests included.</summary>
    public static JsonRules Own(int maxDepth) => new(maxDepth, ReservedNames.Allowed, NumberForm.Whole);
}
