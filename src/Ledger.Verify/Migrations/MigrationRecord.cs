using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Migrations;

/// <summary>
/// What the retired chains of a department held about it, and where it moves. The content is fixed, so bundles anchored there can still be verified
/// when those chains are gone. Immutable.
/// </summary>
/// <remarks>
/// The text form is a header in RFC 8785 JSON, then the rows. The header contains the length and the SHA-256 of each list of rows. The SHA-256 of
/// the header is the record hash, which the council approves. It binds every byte of the record.
/// </remarks>
public sealed record MigrationRecord
{
    /// <summary>The first line of the note that a department signs about its record.</summary>
    public const string NoteHeading = "ledger-migration/1";

    private const int MaxHeader = 64 * 1024 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>The origin of the log.</summary>
    public required string Origin { get; init; }

    /// <summary>The retired chains, oldest first. This record retires the last one.</summary>
    public required ImmutableArray<RetiredChain> Chains { get; init; }

    public required NextChain To { get; init; }

    /// <summary>The last head that a retired chain holds: its size and root. Size 0 and the root of the empty tree when there is none.</summary>
    public (long Size, Digest Root) Head =>
        Chains.LastOrDefault(chain => chain.Anchors.Count > 0)?.Anchors is { } anchors ? (anchors[^1].NewSize, anchors[^1].Root) : (0, TreeHash.Empty);

    /// <summary>The record hash: SHA-256 of the header.</summary>
    public Digest Hash => Digest.Sha256(WriteHeader());

    /// <summary>
    /// The text that the department signs with its log key. It cannot be mistaken for a checkpoint, because its second line is not a number.
    /// </summary>
    public string NoteText => string.Create(
        CultureInfo.InvariantCulture,
        $"{NoteHeading}\n{Origin}\nfrom eip155:{Chains[^1].Place.ChainId}:{Chains[^1].Place.Registry}\nto eip155:{To.Place.ChainId}:{To.Place.Registry}\nrecord {Hash.ToHex()}\n");

    /// <summary>The header in UTF-8: a few kilobytes, because it contains the rows only as hashes.</summary>
    public byte[] WriteHeader() => MigrationHeader.Write(this);

    /// <summary>The record as bytes in a file: the header, a line feed, the rows.</summary>
    public byte[] ToBytes()
    {
        var output = new ArrayBufferWriter<byte>(16 * 1024);
        WriteTo(output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads exactly what <see cref="ToBytes"/> writes.</summary>
    /// <param name="bytes">The record. The array is kept and must not change.</param>
    /// <param name="record">The record that was read.</param>
    /// <param name="place">Where the record is wrong: the name of a member, <c>json</c>, or <c>form</c> when only the spelling differs.</param>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out MigrationRecord? record, [NotNullWhen(false)] out string? place)
    {
        record = null;
        place = "form";
        var end = bytes.Span[..Math.Min(bytes.Length, MaxHeader)].IndexOf((byte)'\n');
        if (end < 0)
        {
            return false;
        }

        try
        {
            using var json = JsonDocument.Parse(bytes[..end], Strict);
            var reader = new MigrationHeaderReader(json.RootElement, bytes[(end + 1)..]);
            record = reader.Read();
            place = reader.Place ?? place;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            place = "json"; // InvalidOperationException: the text is not valid Unicode.
        }

        // Writing the header again and comparing finds every other difference, in the rows too, because their hashes are in the header.
        record = record is not null && record.WriteHeader().AsSpan().SequenceEqual(bytes.Span[..end]) ? record : null;
        return record is not null;
    }

    /// <summary>Returns the retired chain at a place. Null when the record does not contain it.</summary>
    public RetiredChain? Find(ChainPlace place) => Chains.FirstOrDefault(chain => chain.Place == place);

    internal void WriteTo(IBufferWriter<byte> output)
    {
        output.Write(WriteHeader());
        output.Write("\n"u8);
        foreach (var chain in Chains)
        {
            output.Write(chain.Anchors.Bytes.Span);
            output.Write(chain.Statuses.Bytes.Span);
        }
    }

    public bool Equals(MigrationRecord? other) => other is not null && Hash == other.Hash;

    public override int GetHashCode() => Hash.GetHashCode();

    /// <summary>Returns the member in which the record contradicts itself. Null when there is none.</summary>
    internal string? FindContradiction()
    {
        if (Chains is not [.., { LeftBy: null }] || Chains.Take(Chains.Length - 1).Any(chain => chain.LeftBy is null))
        {
            return "leftBy"; // Every chain except the last was left by a record of its own.
        }

        if (Chains.Select(chain => chain.Place).Append(To.Place).Distinct().Count() <= Chains.Length)
        {
            return "to"; // A place that is both left and new would be ambiguous in a bundle.
        }

        var size = 0L;
        foreach (var chain in Chains)
        {
            if (chain.Anchors.Count > 0 && chain.Anchors[0].NewSize <= size)
            {
                return "anchors"; // If two chains had an anchor of the same size, there would be two first anchors.
            }

            size = chain.Anchors.Count > 0 ? chain.Anchors[^1].NewSize : size;
            var newest = chain.Anchors.Count > 0 ? chain.Anchors[^1].Block.Number : 0;
            newest = chain.Statuses.Count > 0 ? Math.Max(newest, chain.Statuses[chain.Statuses.Count - 1].Change.Block) : newest;
            if (newest > chain.Final.Number)
            {
                return "final";
            }
        }

        return null;
    }
}
