namespace Ledger.Files;

/// <summary>
/// The calls to a file system on which durability rests. Written data, names and removals survive a power cut only after they are flushed: data by
/// <see cref="Flush"/>, a name or its removal by <see cref="FlushFolder"/> of its folder. Tests replace it by a disk that loses what was not flushed.
/// Safe for use from any thread, for different files.
/// </summary>
internal interface IDisk
{
    /// <summary>Reads a file. Null if there is none.</summary>
    byte[]? Read(string path);

    /// <summary>Writes a file, and replaces one that exists. Does not flush.</summary>
    void Write(string path, ReadOnlySpan<byte> bytes);

    /// <summary>Makes the data of a file durable. Returns false if there is no such file.</summary>
    /// <exception cref="IOException">The disk failed, perhaps in an earlier write of this file.</exception>
    bool Flush(string path);

    /// <summary>Renames a file, and replaces one that exists. Does not flush.</summary>
    void Move(string from, string to);

    /// <summary>Removes a file. Does not flush.</summary>
    void Delete(string path);

    /// <summary>Whether a folder exists.</summary>
    bool HasFolder(string path);

    /// <summary>Creates a folder in one that exists. Does not flush.</summary>
    void CreateFolder(string path);

    /// <summary>The paths of the files in a folder. Empty if there is no such folder.</summary>
    IReadOnlyList<string> ListFiles(string folder);

    /// <summary>Removes an empty folder. Does not flush.</summary>
    void DeleteFolder(string path);

    /// <summary>Makes the names in a folder durable. Returns false if there is no such folder.</summary>
    bool FlushFolder(string path);
}
