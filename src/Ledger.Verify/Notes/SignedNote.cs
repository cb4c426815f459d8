using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ledger.Verify.Text;

namespace Ledger.Verify.Notes;

/// <summary>A text with signatures (C2SP signed-note): the text, an empty line, then lines of the form <c>— name base64</c>. Immutable.</summary>
/// <param name="Text">The signed text, including its last line feed.</param>
/// <param name="Signatures">The signature lines, in order.</param>
public sealed record SignedNote(string Text, ImmutableArray<NoteSignature> Signatures)
{
    private const int MaxLength = 1_000_000;
    private const int MaxSignatures = 100;

    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code).Where(control => control != '\n'), (char)0x7F]);

    private const string LineStart = "\u2014 ";

    /// <summary>
    /// Reads a note strictly: valid UTF-16, no control characters except line feeds, at least one signature, nothing after the last one.
    /// </summary>
    public static bool TryParse(string? note, [NotNullWhen(true)] out SignedNote? parsed)
    {
        parsed = null;
        if (note is null || note.Length > MaxLength || !IsText(note) || !note.EndsWith('\n'))
        {
            return false;
        }

        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || split + 2 == note.Length)
        {
            return false; // No empty line, or no signature after it.
        }

        var signatures = ImmutableArray.CreateBuilder<NoteSignature>();
        foreach (var line in note[(split + 2)..^1].Split('\n'))
        {
            if (signatures.Count == MaxSignatures || !TryParseLine(line, out var signature))
            {
                return false;
            }

            signatures.Add(signature);
        }

        parsed = new SignedNote(note[..(split + 1)], signatures.ToImmutable());
        return true;
    }

    /// <summary>Signs a text with each key.</summary>
    /// <exception cref="ArgumentException">The text must end with a line feed and must not contain other control characters.</exception>
    public static SignedNote Sign(string text, params ReadOnlySpan<INoteSigner> signers)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.EndsWith('\n') || !IsText(text))
        {
            throw new ArgumentException("A note's text ends in a line feed and holds no other control characters.", nameof(text));
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var signatures = ImmutableArray.CreateBuilder<NoteSignature>(signers.Length);
        foreach (var signer in signers)
        {
            signatures.Add(new NoteSignature(signer.Key.Name, signer.Key.Id, [.. signer.Sign(bytes)]));
        }

        return new SignedNote(text, signatures.ToImmutable());
    }

    /// <summary>
    /// Whether a key signed this note. If a line names the key but its signature is wrong, the result is false, whatever the other lines say. Lines
    /// of other keys are ignored.
    /// </summary>
    public bool IsSignedBy(VerifierKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var lines = Signatures.Where(line => line.KeyId == key.Id && string.Equals(line.Name, key.Name, StringComparison.Ordinal)).ToList();
        if (lines.Count == 0)
        {
            return false;
        }

        var text = Encoding.UTF8.GetBytes(Text);
        return lines.TrueForAll(line => key.Verify(text, line.Signature.AsSpan()));
    }

    public bool Equals(SignedNote? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The note in its text form.</summary>
    public override string ToString()
    {
        var note = new StringBuilder(Text).Append('\n');
        Span<byte> id = stackalloc byte[sizeof(uint)];
        foreach (var line in Signatures)
        {
            BinaryPrimitives.WriteUInt32BigEndian(id, line.KeyId);
            note.Append(LineStart).Append(line.Name).Append(' ').Append(Convert.ToBase64String([.. id, .. line.Signature])).Append('\n');
        }

        return note.ToString();
    }

    private static bool TryParseLine(string line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        if (!line.StartsWith(LineStart, StringComparison.Ordinal) || line[LineStart.Length..].Split(' ') is not [var name, var base64])
        {
            return false;
        }

        if (!VerifierKey.IsName(name) || !Base64.TryDecode(base64, out var bytes) || bytes.Length < 5)
        {
            return false;
        }

        signature = new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), [.. bytes.AsSpan(4)]);
        return true;
    }

    private static bool IsText(string text)
    {
        if (Ascii.IsValid(text))
        {
            return !text.AsSpan().ContainsAny(Controls);
        }

        foreach (var rune in text.EnumerateRunes())
        {
            // EnumerateRunes returns U+FFFD for half a surrogate pair. No honest note contains U+FFFD either.
            if (rune.Value == 0xFFFD || (rune.Value < 0x20 && rune.Value != '\n') || rune.Value == 0x7F)
            {
                return false;
            }
        }

        return true;
    }
}
