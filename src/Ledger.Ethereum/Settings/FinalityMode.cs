using System.Globalization;

namespace Ledger.Ethereum.Settings;

/// <summary>
/// When a block is final. <c>instant</c>: immediately (QBFT, IBFT, the embedded chain). <c>finalized</c>: when the tag of the chain covers it
/// (proof of stake). <c>depth:N</c>: when N blocks follow it, 1 to 100000 (Clique, AuRa). Immutable.
/// </summary>
public sealed record FinalityMode
{
    private const int MaxDepth = 100_000;
    private const string DepthPrefix = "depth:";

    private FinalityMode(string text, int? depth)
    {
        Text = text;
        Depth = depth;
    }

    public static FinalityMode Instant { get; } = new("instant", 0);

    public static FinalityMode Finalized { get; } = new("finalized", null);

    /// <summary>The number of blocks that must follow. 0 for instant; null when the tag of the chain decides.</summary>
    internal int? Depth { get; }

    private string Text { get; }

    /// <exception cref="ArgumentOutOfRangeException">The number is not from 1 to 100000.</exception>
    public static FinalityMode AtDepth(int blocks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(blocks, MaxDepth);
        return new FinalityMode(string.Create(CultureInfo.InvariantCulture, $"{DepthPrefix}{blocks}"), blocks);
    }

    /// <summary>Reads exactly the text that <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out FinalityMode mode)
    {
        mode = text switch
        {
            "instant" => Instant,
            "finalized" => Finalized,
            not null when text.StartsWith(DepthPrefix, StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(DepthPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var blocks)
                && blocks is >= 1 and <= MaxDepth => AtDepth(blocks),
            _ => Instant,
        };
        return mode.Text == text;
    }

    public override string ToString() => Text;
}
