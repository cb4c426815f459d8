using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Proofs;

/// <summary>
/// A proof that an entry is in a log, as text (C2SP <c>tlog-proof@v1</c>): the index, the inclusion proof and the signed checkpoint. Nothing in it
/// is verified yet. Nothing authenticates the <c>extra</c> line, so only <see cref="TryParseAny"/> reads it.
/// </summary>
/// <param name="Index">The index of the entry in the log, from 0.</param>
/// <param name="Hashes">The inclusion proof, from the leaf up.</param>
/// <param name="Checkpoint">The complete signed note.</param>
public sealed record TlogProof(long Index, ImmutableArray<Digest> Hashes, string Checkpoint)
{
    private const string Header = "c2sp.org/tlog-proof@v1";
    private const string IndexName = "index ";
    private const string ExtraName = "extra ";
    private const int MaxHashes = 63;

    private static readonly SearchValues<char> Base64Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    /// <summary>
    /// The base64 text of the <c>extra</c> line, or null when there is none. Nothing authenticates it. Only its sender defines what it means.
    /// </summary>
    public string? Extra { get; init; }

    /// <summary>Reads a proof without an <c>extra</c> line. The checkpoint is not checked.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TlogProof? proof) =>
        (proof = TryParseAny(text, out var read) && read.Extra is null ? read : null) is not null;

    /// <summary>Reads a proof with or without an <c>extra</c> line, as C2SP tlog-proof allows. The checkpoint is not checked.</summary>
    public static bool TryParseAny(string? text, [NotNullWhen(true)] out TlogProof? proof)
    {
        proof = null;
        if (text?.IndexOf("\n\n", StringComparison.Ordinal) is not (>= 0 and var split)
            || text[..split].Split('\n') is not [Header, .. var body] || !TryTakeExtra(ref body, out var extra)
            || body is not [var index, .. var lines] || lines.Length > MaxHashes || !index.StartsWith(IndexName, StringComparison.Ordinal)
            || !TilePath.TryReadNumber(index.AsSpan(IndexName.Length), out var number))
        {
            return false;
        }

        var hashes = ImmutableArray.CreateBuilder<Digest>(lines.Length);
        foreach (var line in lines)
        {
            if (!Digest.TryReadBase64(line, out var hash))
            {
                return false;
            }

            hashes.Add(hash);
        }

        var checkpoint = text[(split + 2)..];
        proof = checkpoint.Length > 0 ? new TlogProof(number, hashes.MoveToImmutable(), checkpoint) { Extra = extra } : null;
        return proof is not null;
    }

    public bool Equals(TlogProof? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Index, Checkpoint);

    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (Extra is not null)
        {
            text.Append(ExtraName).Append(Extra).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"{IndexName}{Index}\n");
        foreach (var hash in Hashes)
        {
            text.Append(hash.ToBase64()).Append('\n');
        }

        return text.Append('\n').Append(Checkpoint).ToString();
    }

    private static bool TryTakeExtra(ref string[] lines, out string? extra)
    {
        extra = lines is [var first, ..] && first.StartsWith(ExtraName, StringComparison.Ordinal) ? first[ExtraName.Length..] : null;
        lines = extra is null ? lines : lines[1..];
        return !extra.AsSpan().ContainsAnyExcept(Base64Characters);
    }
}
