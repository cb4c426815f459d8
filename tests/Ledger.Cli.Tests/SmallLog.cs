using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Verify.Notes;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Cli.Tests;

/// <summary>
/// A log of another owner in a folder. It has plain text entries and is written tile by tile. Its owner signs any text for a test.
/// </summary>
internal sealed class SmallLog(string folder, string history = "entry")
{
    private const string Origin = "log.example.org/small";

    private static readonly Ed25519NoteSigner Signer = new(Origin, SHA256.HashData("the owner of a small log"u8));

    public static string Vkey => Signer.Key.ToString();

    /// <summary>Another key of the same name.</summary>
    public static string OtherVkey => new Ed25519NoteSigner(Origin, SHA256.HashData("another owner"u8)).Key.ToString();

    public string Folder => folder;

    /// <summary>The first entry that differs between two histories.</summary>
    public int ForkedAt { get; init; }

    /// <summary>Writes the log at a size of at most 256.</summary>
    public SmallLog WriteAt(int size, params string[] extensions)
    {
        var entries = Enumerable.Range(0, size).Select(EntryAt).ToArray();
        Write(new EntryBundleId(0, size).Path, EntryBundle.Encode(entries));
        Write(new TileId(0, 0, size).Path, [.. entries.SelectMany(entry => TreeHash.Leaf(entry).ToArray())]);
        if (size == 256)
        {
            Write(new TileId(1, 0, 1).Path, RootAt(size).ToArray());
        }

        Write("checkpoint", Encoding.UTF8.GetBytes(NoteAt(size, extensions)));
        return this;
    }

    public string NoteAt(int size, params string[] extensions) => Sign(Signer, size, RootAt(size), extensions);

    public static string Sign(INoteSigner signer, int size, Digest root, params string[] extensions) => SignedNote.Sign(
        string.Create(CultureInfo.InvariantCulture, $"{signer.Key.Name}\n{size}\n{root.ToBase64()}\n") + string.Concat(extensions.Select(line => line + "\n")),
        signer).ToString();

    public Digest RootAt(int size)
    {
        var range = new CompactRange();
        for (var i = 0; i < size; i++)
        {
            range.Append(TreeHash.Leaf(EntryAt(i)));
        }

        return range.Root();
    }

    private byte[] EntryAt(int i) => Encoding.ASCII.GetBytes($"{(i < ForkedAt ? "entry" : history)} {i}");

    private void Write(string path, byte[] bytes)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!); // The path contains the log's folder.
        File.WriteAllBytes(file, bytes);
    }
}
