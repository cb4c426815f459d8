using System.IO.Compression;
using System.Text;

namespace Ledger.Web.Tests.RecordEvidence;

/// <summary>Reads and changes the parts of an evidence file, as anybody with a ZIP program can.</summary>
internal static class EvidenceParts
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Replaces the text of a part. Null removes the part.</summary>
    public static async Task ReplaceAsync(string path, string part, Func<string, string?> change)
    {
        await using var archive = await ZipFile.OpenAsync(path, ZipArchiveMode.Update, Cancel);
        var entry = archive.GetEntry(part)!;
        var text = change(await ReadAsync(entry));
        entry.Delete();
        if (text is not null)
        {
            await using var stream = await archive.CreateEntry(part).OpenAsync(Cancel);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), Cancel);
        }
    }

    public static async Task<string> ReadAsync(ZipArchiveEntry entry)
    {
        await using var stream = await entry.OpenAsync(Cancel);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancel);
    }
}
