namespace Ledger.Keys;

/// <summary>
/// The secret all others of a node hang on. An HSM or a key service can stand behind it: the key itself never leaves. Safe for use from
/// any thread.
/// </summary>
public interface IMasterKey
{
    /// <summary>Encrypts a key; the same associated data is needed to get it back.</summary>
    byte[] Wrap(KeyOctets key, ReadOnlySpan<byte> associatedData);

    /// <summary>Decrypts what <see cref="Wrap"/> made; null when it is not that, or belongs to other associated data.</summary>
    KeyOctets? TryUnwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> associatedData);

    /// <summary>A secret for a purpose, always the same. Secrets of different purposes tell nothing about each other.</summary>
    KeyOctets Derive(string purpose);
}
