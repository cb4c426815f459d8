using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Disclosures;

/// <summary>What a resident shares, and until when. Immutable.</summary>
/// <param name="Code">The keyed hash of the code. The code itself is nowhere.</param>
/// <param name="Ends">The end, exclusive, in whole milliseconds.</param>
/// <param name="Way">How the resident hands the code on.</param>
/// <param name="Paths">The chosen claims. What the record shows to everybody is shown besides.</param>
public sealed record ShareTerms(Digest Code, DateTimeOffset Ends, ShareWay Way, ImmutableArray<ClaimPath> Paths)
{
    private static readonly string[] Ways = ["link", "paper"];

    /// <summary>The name of a way in entries and answers.</summary>
    public static string Format(ShareWay way) => Ways[(int)way];

    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => "ShareTerms";

    internal JsonObject ToJson() => new()
    {
        ["code"] = Base64Url.Encode(Code.ToArray()),
        ["ends"] = Ends.ToUnixTimeMilliseconds(),
        ["paths"] = new JsonArray([.. Paths.Select(path => JsonNode.Parse(path.ToString()))]),
        ["way"] = Format(Way),
    };

    /// <exception cref="FormatException">It was written in another form.</exception>
    internal static ShareTerms Read(JsonElement json) => new(
        Base64Url.TryDecode(json.GetProperty("code"u8).GetString(), out var code) && Digest.TryRead(code, out var digest) ? digest : throw new FormatException(),
        DateTimeOffset.FromUnixTimeMilliseconds(json.GetProperty("ends"u8).GetInt64()),
        (ShareWay)Array.IndexOf(Ways, json.GetProperty("way"u8).GetString()) is >= 0 and var way ? way : throw new FormatException(),
        [.. json.GetProperty("paths"u8).EnumerateArray().Select(path => ClaimPath.TryParse(path, out var read) ? read : throw new FormatException())]);
}
