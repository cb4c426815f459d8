namespace Ledger.Keys;

/// <summary>
/// The key that protects all other secrets of a node. An HSM or a key service can implement it; the key itself is never exposed. Safe for use from
/// any thread.
/// </summary>
public interface IMasterKey
{
    /// <summary>Encrypts a key. Decrypting needs the same associated data.</summary>
    byte[] Wrap(KeyOctets key, ReadOnlySpan<byte> associatedData);

    /// <summary>Decrypts a key from <see cref="Wrap"/>. Null if it was not made by this key or with this associated data.</summary>
    KeyOctets? TryUnwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> associatedData);

    /// <summary>A secret for a purpose, the same on each call. Secrets of different purposes are independent.</summary>
    KeyOctets Derive(string purpose);
}
