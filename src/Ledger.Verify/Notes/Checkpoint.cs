using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Notes;

/// <summary>
/// A log's head as text (C2SP tlog-checkpoint): origin, size, root, one line each. Extension lines are neither written nor accepted.
/// </summary>
/// <param name="Origin">Which log; not empty, no white space.</param>
/// <param name="Size">The number of entries.</param>
/// <param name="Root">The root over them.</param>
public sealed record Checkpoint(string Origin, long Size, Digest Root)
{
    private const int MaxDigits = 19;

    /// <summary>Reads exactly what <see cref="ToText"/> writes.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (text?.Split('\n') is not [var origin, var size, var root, ""] || !VerifierKey.IsName(origin)
            || !TilePath.TryReadNumber(size, MaxDigits, out var leaves) || !Digest.TryReadBase64(root, out var digest))
        {
            return false;
        }

        checkpoint = new Checkpoint(origin, leaves, digest);
        return true;
    }

    /// <summary>The text to be signed, its last line feed included.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root.ToBase64()}\n");
}
