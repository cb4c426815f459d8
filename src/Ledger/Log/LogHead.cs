using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>A committed state of one department's log.</summary>
/// <param name="Size">The number of entries.</param>
/// <param name="Root">The RFC 9162 root over the entries; the hash of the empty string for an empty log.</param>
/// <param name="At">The time of the newest entry in milliseconds since 1970 UTC; 0 for an empty log. Never decreases.</param>
/// <param name="Peaks">The roots of the complete subtrees, from left to right. They make appending possible without reading the log.</param>
public sealed record LogHead(long Size, Digest Root, long At, ImmutableArray<Digest> Peaks)
{
    /// <summary>The head of an empty log.</summary>
    public static LogHead Empty { get; } = new(0, TreeHash.Empty, 0, []);

    public bool Equals(LogHead? other) => other is not null && Size == other.Size && Root == other.Root && At == other.At;

    public override int GetHashCode() => HashCode.Combine(Size, Root, At);
}
