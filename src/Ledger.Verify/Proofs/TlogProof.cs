using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Proofs;

/// <summary>
/// That an entry is in a log, as text (C2SP <c>tlog-proof@v1</c>): the index, the inclusion proof, and the signed checkpoint it leads
/// to. Nothing in it is believed before it is verified. The unauthenticated <c>extra</c> line is neither written nor accepted.
/// </summary>
/// <param name="Index">The entry's place in the log.</param>
/// <param name="Hashes">The inclusion proof, from the leaf up.</param>
/// <param name="Checkpoint">The whole signed note.</param>
public sealed record TlogProof(long Index, ImmutableArray<Digest> Hashes, string Checkpoint)
{
    private const string Header = "c2sp.org/tlog-proof@v1";
    private const string IndexName = "index ";
    private const int MaxHashes = 63;
    private const int MaxDigits = 19;

    /// <summary>Reads exactly what <see cref="ToString"/> writes; the checkpoint is taken as it is.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TlogProof? proof)
    {
        proof = null;
        var split = text?.IndexOf("\n\n", StringComparison.Ordinal) ?? -1;
        if (text is null || split < 0 || text[..split].Split('\n') is not [Header, var index, .. var lines] || lines.Length > MaxHashes
            || !index.StartsWith(IndexName, StringComparison.Ordinal)
            || !TilePath.TryReadNumber(index.AsSpan(IndexName.Length), MaxDigits, out var number))
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

        proof = new TlogProof(number, hashes.MoveToImmutable(), text[(split + 2)..]);
        return proof.Checkpoint.Length > 0;
    }

    public bool Equals(TlogProof? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Index, Checkpoint);

    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n').Append(CultureInfo.InvariantCulture, $"{IndexName}{Index}\n");
        foreach (var hash in Hashes)
        {
            text.Append(hash.ToBase64()).Append('\n');
        }

        return text.Append('\n').Append(Checkpoint).ToString();
    }
}
