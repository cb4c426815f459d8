using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Notes;

/// <summary>
/// The head of a log as text (C2SP tlog-checkpoint): origin, size and root, one line each. Extension lines are never written. Only
/// <see cref="TryParseAny"/> reads them.
/// </summary>
/// <param name="Origin">The name of the log; not empty, without white space.</param>
/// <param name="Size">The number of entries.</param>
/// <param name="Root">The root hash over these entries.</param>
public sealed record Checkpoint(string Origin, long Size, Digest Root)
{
    /// <summary>Reads exactly what <see cref="ToText"/> writes.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (text?.Split('\n') is not [var origin, var size, var root, ""] || !VerifierKey.IsName(origin)
            || !TilePath.TryReadNumber(size, out var leaves) || !Digest.TryReadBase64(root, out var digest))
        {
            return false;
        }

        checkpoint = new Checkpoint(origin, leaves, digest);
        return true;
    }

    /// <summary>
    /// Reads the checkpoint of any log, as C2SP tlog-checkpoint allows: extension lines may follow the root, and the origin may contain spaces and
    /// plus signs. Extension lines are signed like the other lines. Only the log defines what they mean.
    /// </summary>
    public static bool TryParseAny(
        string? text, [NotNullWhen(true)] out Checkpoint? checkpoint, out ImmutableArray<string> extensions)
    {
        checkpoint = null;
        extensions = [];
        if (text?.Split('\n') is not [{ Length: > 0 } origin, var size, var root, .. var more, ""] || more.Contains("")
            || !TilePath.TryReadNumber(size, out var leaves) || !Digest.TryReadBase64(root, out var digest))
        {
            return false;
        }

        checkpoint = new Checkpoint(origin, leaves, digest);
        extensions = [.. more];
        return true;
    }

    /// <summary>The text to sign, including its last line feed.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root.ToBase64()}\n");
}
