using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Entries;
using Ledger.Verify.Json;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Migrations;

/// <summary>
/// A migration record with its evidence: the department signed it and logged it, and the log is the one whose heads the retired chains hold. The
/// file has three lines and then rows: the heading, the evidence in RFC 8785 JSON, the header of the record, the rows of the record. Reading is
/// strict and checks that the parts match each other. <c>RecordVerifier</c> checks whose keys signed it and whether the new chain holds it.
/// Immutable.
/// </summary>
public sealed class MigrationFile
{
    /// <summary>The longest accepted file, in bytes; enough for two million anchors.</summary>
    public const int MaxLength = 256 * 1024 * 1024;

    private const int MaxLine = 64 * 1024 * 1024;
    private static readonly byte[] Heading = Encoding.ASCII.GetBytes(MigrationRecord.NoteHeading + "\n");
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private MigrationFile(MigrationRecord record, SignedNote note, ImmutableArray<byte> salt, string entry, TlogProof proof, ImmutableArray<Digest> consistency)
    {
        Record = record;
        RecordHash = record.Hash;
        Note = note;
        Salt = salt;
        Entry = entry;
        Proof = proof;
        Consistency = consistency;
    }

    public MigrationRecord Record { get; }

    /// <summary>The hash of the record, computed once.</summary>
    internal Digest RecordHash { get; }

    /// <summary>The note that the department signed. Its text is <see cref="MigrationRecord.NoteText"/>.</summary>
    public SignedNote Note { get; }

    /// <summary>The 32-byte salt of the entry's commitment to the note.</summary>
    public ImmutableArray<byte> Salt { get; }

    /// <summary>The entry as it is logged.</summary>
    public string Entry { get; }

    /// <summary>The proof that the entry is the last one of the log with this checkpoint.</summary>
    public TlogProof Proof { get; }

    /// <summary>The RFC 9162 consistency proof from the head of the record to that checkpoint.</summary>
    public ImmutableArray<Digest> Consistency { get; }

    /// <summary>The checkpoint that ends with the entry. The department anchors this head on the new chain.</summary>
    public Checkpoint Checkpoint { get; private set; } = null!; // set by FindFault, which every constructed file has passed

    /// <summary>The checkpoint with its signature.</summary>
    internal SignedNote CheckpointNote { get; private set; } = null!; // set by FindFault too

    /// <summary>Makes a file from its parts.</summary>
    /// <exception cref="ArgumentException">The parts do not match each other.</exception>
    public static MigrationFile Create(
        MigrationRecord record, SignedNote note, ImmutableArray<byte> salt, string entry, TlogProof proof, ImmutableArray<Digest> consistency)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(proof);
        var file = new MigrationFile(record, note, salt, entry, proof, consistency);
        return (record.FindContradiction() ?? file.FindFault()) is { } place
            ? throw new ArgumentException($"The parts do not belong together: {place}.", nameof(record))
            : file;
    }

    /// <summary>Reads exactly what <see cref="WriteTo"/> writes.</summary>
    /// <param name="bytes">The file. The array is kept and must not change.</param>
    /// <param name="file">The file that was read.</param>
    /// <param name="place">Where the file is wrong: the name of a member, <c>size</c>, <c>json</c>, or <c>form</c> when only the spelling
    /// differs.</param>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out MigrationFile? file, [NotNullWhen(false)] out string? place)
    {
        file = null;
        if (bytes.Length > MaxLength || !bytes.Span.StartsWith(Heading))
        {
            place = bytes.Length > MaxLength ? "size" : "heading";
            return false;
        }

        var rest = bytes[Heading.Length..];
        var end = rest.Span[..Math.Min(rest.Length, MaxLine)].IndexOf((byte)'\n');
        if (end < 0)
        {
            place = "form";
            return false;
        }

        if (!MigrationRecord.TryRead(rest[(end + 1)..], out var record, out place))
        {
            return false;
        }

        try
        {
            file = ReadEvidence(record, rest[..end], out var wrong);
            place = wrong ?? "form";
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            place = "json"; // InvalidOperationException: the text is not valid Unicode.
        }

        // Writing the evidence again and comparing the bytes finds every other difference.
        file = file is not null && file.WriteEvidence().AsSpan().SequenceEqual(rest.Span[..end]) ? file : null;
        return file is not null;
    }

    /// <summary>Writes the file.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(Heading);
        output.Write(WriteEvidence());
        output.Write("\n"u8);
        Record.WriteTo(output);
    }

    /// <summary>Returns the file as one array.</summary>
    public byte[] ToBytes()
    {
        var output = new ArrayBufferWriter<byte>(16 * 1024);
        WriteTo(output);
        return output.WrittenSpan.ToArray();
    }

    private static MigrationFile? ReadEvidence(MigrationRecord record, ReadOnlyMemory<byte> evidence, out string? place)
    {
        using var json = JsonDocument.Parse(evidence, Strict);
        if (json.RootElement.ValueKind is not JsonValueKind.Object || Text(json.RootElement, "note") is not { } noteText || !SignedNote.TryParse(noteText, out var note)
            || Text(json.RootElement, "proof") is not { } proofText || !TlogProof.TryParse(proofText, out var proof)
            || Text(json.RootElement, "entry") is not { } entry || Text(json.RootElement, "salt") is not { } saltText || !Base64Url.TryDecode(saltText, out var salt)
            || ReadHashes(json.RootElement) is not { } consistency)
        {
            place = "evidence";
            return null;
        }

        var file = new MigrationFile(record, note, [.. salt], entry, proof, consistency);
        place = file.FindFault();
        return place is null ? file : null;
    }

    private static ImmutableArray<Digest>? ReadHashes(JsonElement json)
    {
        if (!json.TryGetProperty("consistency"u8, out var array) || array.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var hashes = ImmutableArray.CreateBuilder<Digest>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.String || !Digest.TryReadBase64(item.GetString(), out var hash))
            {
                return null;
            }

            hashes.Add(hash);
        }

        return hashes.ToImmutable();
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private byte[] WriteEvidence()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("consistency"u8);
            foreach (var hash in Consistency)
            {
                writer.WriteStringValue(hash.ToBase64());
            }

            writer.WriteEndArray();
            writer.WriteString("entry"u8, Entry);
            writer.WriteString("note"u8, Note.ToString());
            writer.WriteString("proof"u8, Proof.ToString());
            writer.WriteString("salt"u8, Base64Url.Encode(Salt.AsSpan()));
            writer.WriteEndObject();
        }

        return CanonicalJson.Canonicalize(buffer.WrittenMemory);
    }

    /// <summary>Returns the first part that does not match the others. Null when all match.</summary>
    private string? FindFault()
    {
        if (Note.Text != Record.NoteText || Note.Signatures is not [var signature] || signature.Name != Record.Origin)
        {
            return "note";
        }

        var entryText = Encoding.UTF8.GetBytes(Entry);
        if (Salt.Length != Commitment.SaltLength || !LogEntry.TryParse(entryText, out var entry) || entry.Kind is not EntryKind.Migration
            || entry.Commitment != Commitment.Compute(Salt.AsSpan(), Encoding.UTF8.GetBytes(Note.ToString())))
        {
            return "entry";
        }

        if (!SignedNote.TryParse(Proof.Checkpoint, out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint)
            || checkpoint.Origin != Record.Origin || note.Signatures is not [var line] || line.Name != Record.Origin
            || checkpoint.Size != Proof.Index + 1 || checkpoint.Size <= Record.Head.Size
            || !InclusionProof.Verify(Proof.Index, checkpoint.Size, TreeHash.Leaf(entryText), Proof.Hashes, checkpoint.Root))
        {
            return "proof";
        }

        (Checkpoint, CheckpointNote) = (checkpoint, note);
        return ConsistencyProof.Verify(Record.Head.Size, Record.Head.Root, checkpoint.Size, checkpoint.Root, Consistency) ? null : "consistency";
    }
}
