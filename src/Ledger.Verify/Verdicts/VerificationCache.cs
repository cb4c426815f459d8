using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Verdicts;

/// <summary>
/// What one verification can tell the next: keys that were decoded, and which key signed which checkpoint. Many records share both.
/// Every answer depends on nothing but what is asked, so a cache makes verification faster and never changes a verdict. Bounded: when
/// it is full it starts anew. Safe for use from any thread.
/// </summary>
public sealed class VerificationCache
{
    private const int MaxKeys = 256;
    private const int MaxCheckpoints = 4096;

    private readonly ConcurrentDictionary<Digest, SealVerifier?> _sealKeys = new();
    private readonly ConcurrentDictionary<Digest, bool> _checkpoints = new();

    /// <summary>A key that checks seals; null when the octets are no key of the algorithm.</summary>
    internal SealVerifier? FindSealKey(SealAlgorithm algorithm, ReadOnlySpan<byte> octets)
    {
        var name = Digest.Sha256([(byte)algorithm, .. octets]);
        if (_sealKeys.TryGetValue(name, out var known))
        {
            return known;
        }

        // A verifier that is dropped, here or when two threads meet, may be in use: the collector frees it.
        MakeRoom(_sealKeys, MaxKeys);
        return _sealKeys.GetOrAdd(name, Jwk.TryFromRaw(algorithm, octets, out var key) ? SealVerifier.For(key) : null);
    }

    /// <summary>Whether the note carries one signature and no other, of this Ed25519 key under this name.</summary>
    internal bool IsSignedOnlyBy(SignedNote note, string keyName, ImmutableArray<byte> publicKey)
    {
        if (note.Signatures is not [var signature])
        {
            return false; // A line nobody checks could be anything.
        }

        var name = NameOf(note.Text, signature, keyName, publicKey.AsSpan());
        if (_checkpoints.TryGetValue(name, out var known))
        {
            return known;
        }

        MakeRoom(_checkpoints, MaxCheckpoints);
        return _checkpoints.GetOrAdd(name, VerifierKey.TryEd25519(keyName, publicKey.AsSpan(), out var key) && note.IsSignedBy(key));
    }

    // Each part is prefixed by its length, so that no two questions read alike.
    private static Digest NameOf(string text, NoteSignature signature, string keyName, ReadOnlySpan<byte> publicKey)
    {
        var question = new ArrayBufferWriter<byte>(512);
        Append(question, Encoding.UTF8.GetBytes(text));
        Append(question, Encoding.UTF8.GetBytes(signature.Name));
        Append(question, BitConverter.GetBytes(signature.KeyId));
        Append(question, signature.Signature.AsSpan());
        Append(question, Encoding.UTF8.GetBytes(keyName));
        Append(question, publicKey);
        return Digest.Sha256(question.WrittenSpan);
    }

    private static void Append(ArrayBufferWriter<byte> question, ReadOnlySpan<byte> part)
    {
        question.Write(BitConverter.GetBytes(part.Length));
        question.Write(part);
    }

    private static void MakeRoom<T>(ConcurrentDictionary<Digest, T> entries, int most)
    {
        if (entries.Count >= most)
        {
            entries.Clear();
        }
    }
}
