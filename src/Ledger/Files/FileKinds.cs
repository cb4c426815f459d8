using Ledger.Verify.Faults;

namespace Ledger.Files;

/// <summary>Recognises common binary file formats by their first bytes. So a person who chose the wrong file learns what it is. Stateless.</summary>
public static class FileKinds
{
    /// <summary>How many bytes from the start of a file <see cref="Find"/> needs at most.</summary>
    public const int Needed = 4096;

    private static readonly LocalizedText Zip = new("ZIP 压缩包", "a ZIP archive");
    private static readonly LocalizedText Workbook = new("Excel 工作簿（.xlsx）", "an Excel workbook (.xlsx)");
    private static readonly LocalizedText WordDocument = new("Word 文档（.docx）", "a Word document (.docx)");
    private static readonly LocalizedText Presentation = new("PowerPoint 演示文稿（.pptx）", "a PowerPoint presentation (.pptx)");
    private static readonly LocalizedText OpenDocument = new("OpenDocument 文档（.odt、.ods）", "an OpenDocument file (.odt, .ods)");
    private static readonly LocalizedText OldOffice = new("旧版 Office 文档（.doc、.xls）", "an older Office document (.doc, .xls)");
    private static readonly LocalizedText Pdf = new("PDF 文档", "a PDF document");
    private static readonly LocalizedText Rtf = new("RTF 文档", "an RTF document");
    private static readonly LocalizedText Gzip = new("gzip 压缩文件", "a gzip file");
    private static readonly LocalizedText Compressed = new("压缩文件", "a compressed file");
    private static readonly LocalizedText Picture = new("图片", "a picture");
    private static readonly LocalizedText Database = new("SQLite 数据库", "an SQLite database");
    private static readonly LocalizedText Program = new("可执行程序", "a program");

    /// <summary>The format of a file. Null if it is none of those known here.</summary>
    /// <param name="start">The whole file, or its first <see cref="Needed"/> bytes.</param>
    public static LocalizedText? Find(ReadOnlySpan<byte> start) => start switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => FindInZip(start[..Math.Min(start.Length, Needed)]),
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => Pdf,
        [0x1F, 0x8B, 8, ..] => Gzip,
        [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] or [(byte)'R', (byte)'a', (byte)'r', (byte)'!', 0x1A, ..] or [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..]
            or [0x28, 0xB5, 0x2F, 0xFD, ..] or [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x31, 0x41, ..] => Compressed,
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => OldOffice,
        [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f', ..] => Rtf,
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => Picture,
        [(byte)'M', (byte)'Z', _, 0, ..] or [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => Program,
        _ when start.StartsWith("SQLite format 3\0"u8) => Database,
        _ => null,
    };

    // Office documents are ZIP archives. The headers of the entries name their parts in plain text.
    private static LocalizedText FindInZip(ReadOnlySpan<byte> start) =>
        start.IndexOf("xl/"u8) >= 0 ? Workbook
        : start.IndexOf("word/"u8) >= 0 ? WordDocument
        : start.IndexOf("ppt/"u8) >= 0 ? Presentation
        : start.IndexOf("application/vnd.oasis.opendocument"u8) >= 0 ? OpenDocument
        : Zip;
}
