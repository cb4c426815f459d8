using System.Text;

namespace Ledger.Keys;

/// <summary>
/// A folder of small secret files. Each file is encrypted with a key that the master key derives for this purpose, and bound to its name: a renamed
/// file cannot be decrypted. Files are never overwritten. Safe for use from any thread; only one process at a time may write.
/// </summary>
/// <param name="folder">The folder. It is created with the first file, and only its owner may enter it.</param>
/// <param name="master">The master key.</param>
/// <param name="purpose">What the files are for. Folders with different purposes have different keys.</param>
public sealed class SealedFolder(string folder, IMasterKey master, string purpose)
{
    private const string Extension = ".sealed";

    /// <summary>Writes a file that is durable when the call returns.</summary>
    /// <param name="name">The name, without an extension.</param>
    /// <param name="plain">The content.</param>
    /// <exception cref="IOException">There is such a file, or the file cannot be written.</exception>
    public void Write(string name, ReadOnlySpan<byte> plain)
    {
        if (!SecretFiles.TryCreate(Path.Combine(folder, name + Extension), AesGcmBox.Seal(Key, plain, Bind(name))))
        {
            throw new IOException($"There is a file {name} already.");
        }
    }

    /// <summary>
    /// Reads all files, ordered by name. The content is null if a file is damaged or renamed, or was written under another master key. The caller clears
    /// the content after use.
    /// </summary>
    public IReadOnlyList<(string Name, byte[]? Plain)> ReadAll() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal).Select(Read)]
        : [];

    private KeyOctets Key => master.Derive("sealed folder: " + purpose);

    private static byte[] Bind(string name) => Encoding.UTF8.GetBytes(name);

    private (string Name, byte[]? Plain) Read(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return (name, AesGcmBox.TryOpen(Key, File.ReadAllBytes(path), Bind(name)));
    }
}
