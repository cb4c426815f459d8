namespace Ledger.Ethereum.Registry;

/// <summary>Replaces a small file so that a crash leaves the old content or the new one, never a part of either.</summary>
internal static class DurableFile
{
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var whole = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!); // a full path of a file has a directory
        var staged = whole + ".new";
        using (var file = new FileStream(staged, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(staged, whole, overwrite: true);
    }
}
