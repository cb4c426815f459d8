using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Ledger.Verify.Bundles;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Verdicts;

/// <summary>
/// Keeps results that later verifications can reuse: decoded keys, and which key signed which checkpoint. Many records share both. A result depends
/// only on its input, so the cache makes verification faster and never changes a verdict. Its size is limited; a full table is emptied.
/// Thread-safe.
/// </summary>
public sealed class VerificationCache
{
    private const int MaxKeys = 256;
    private const int MaxCheckpoints = 4096;
    private const int MaxDepartments = 1024;
    private const int StackLimit = 1024;

    private readonly ConcurrentDictionary<Digest, SealVerifier?> _sealKeys = new();
    private readonly ConcurrentDictionary<Digest, bool> _checkpoints = new();
    private readonly ConcurrentDictionary<string, Digest> _departments = new(StringComparer.Ordinal);

    /// <summary>Returns <see cref="OnChainId.OfDepartment"/> of an origin.</summary>
    internal Digest DepartmentOf(string origin)
    {
        if (_departments.TryGetValue(origin, out var known))
        {
            return known;
        }

        MakeRoom(_departments, MaxDepartments);
        return _departments.GetOrAdd(origin, OnChainId.OfDepartment(origin));
    }

    /// <summary>Returns the verifier for a key. Null when the octets are not a key of the algorithm.</summary>
    internal SealVerifier? FindSealKey(SealAlgorithm algorithm, ReadOnlySpan<byte> octets)
    {
        var name = Digest.Sha256([(byte)algorithm, .. octets]);
        if (_sealKeys.TryGetValue(name, out var known))
        {
            return known;
        }

        // A verifier that is dropped, here or by a race, may still be in use. The garbage collector frees it.
        MakeRoom(_sealKeys, MaxKeys);
        return _sealKeys.GetOrAdd(name, Jwk.TryFromRaw(algorithm, octets, out var key) ? SealVerifier.For(key) : null);
    }

    /// <summary>Whether the note has exactly one signature, and it is by this Ed25519 key under this name.</summary>
    internal bool IsSignedOnlyBy(SignedNote note, string keyName, ImmutableArray<byte> publicKey)
    {
        if (note.Signatures is not [var signature])
        {
            return false; // An unchecked signature line could contain anything.
        }

        var name = NameOf(note.Text, signature, keyName, publicKey.AsSpan());
        if (_checkpoints.TryGetValue(name, out var known))
        {
            return known;
        }

        MakeRoom(_checkpoints, MaxCheckpoints);
        return _checkpoints.GetOrAdd(name, VerifierKey.TryEd25519(keyName, publicKey.AsSpan(), out var key) && note.IsSignedBy(key));
    }

    // Each part is prefixed by its length, so two different inputs never have the same name.
    private static Digest NameOf(string text, NoteSignature signature, string keyName, ReadOnlySpan<byte> publicKey)
    {
        var length = (5 * sizeof(int)) + sizeof(uint) + Encoding.UTF8.GetMaxByteCount(text.Length + signature.Name.Length + keyName.Length)
            + signature.Signature.Length + publicKey.Length;
        var question = length <= StackLimit ? stackalloc byte[length] : new byte[length];
        var rest = Append(question, text);
        rest = Append(rest, signature.Name);
        BinaryPrimitives.WriteUInt32BigEndian(rest, signature.KeyId);
        rest = Append(rest[sizeof(uint)..], signature.Signature.AsSpan());
        rest = Append(rest, keyName);
        rest = Append(rest, publicKey);
        return Digest.Sha256(question[..^rest.Length]);
    }

    private static Span<byte> Append(Span<byte> room, string part)
    {
        var written = Encoding.UTF8.GetBytes(part, room[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(room, written);
        return room[(sizeof(int) + written)..];
    }

    private static Span<byte> Append(Span<byte> room, ReadOnlySpan<byte> part)
    {
        BinaryPrimitives.WriteInt32BigEndian(room, part.Length);
        part.CopyTo(room[sizeof(int)..]);
        return room[(sizeof(int) + part.Length)..];
    }

    private static void MakeRoom<TKey, T>(ConcurrentDictionary<TKey, T> entries, int most)
        where TKey : notnull
    {
        if (entries.Count >= most)
        {
            entries.Clear();
        }
    }
}
