using System.Collections.Immutable;
using Ledger.Store.LiteDb.Journaling;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>
/// Encodes one page of rows for LiteDB. The page has a CRC, because LiteDB's own pages have none. So a page that was half written in a power cut, or
/// changed later, is rejected.
/// </summary>
internal static class CataloguePage
{
    private const int RowBytes = 8 + 1 + (5 * 4);

    public static byte[] Encode(int page, ImmutableArray<CatalogueRow> rows)
    {
        var bytes = new byte[4 + 4 + (rows.Length * RowBytes) + 4];
        var writer = new FieldWriter(bytes);
        writer.Number32((uint)page);
        writer.Number32((uint)rows.Length);
        foreach (var row in rows)
        {
            writer.Number64(row.Place.ToPacked());
            writer.Byte(row.Kind);
            writer.Number32(row.Record);
            writer.Number32(row.Key);
            writer.Number32(row.Subject);
            writer.Number32(row.AboutRecord);
            writer.Number32(row.AboutConsent);
        }

        writer.Number32(Crc32C.Compute(bytes.AsSpan(0, writer.Written)));
        return bytes;
    }

    /// <summary>The rows. Empty if the bytes are not a sound page of that number.</summary>
    public static ImmutableArray<CatalogueRow> Decode(int page, ReadOnlySpan<byte> bytes)
    {
        var reader = new FieldReader(bytes);
        reader.Require(reader.Number32() == page);
        var count = reader.Number32();
        reader.Require(count is >= 1 and <= Catalogue.PageRows);
        var rows = ImmutableArray.CreateBuilder<CatalogueRow>(Catalogue.PageRows);
        for (var i = 0; i < count && reader.IsSound; i++)
        {
            rows.Add(new CatalogueRow(
                EntryPlace.FromPacked(reader.Number64()), reader.Byte(), reader.Number32(), reader.Number32(), reader.Number32(), reader.Number32(), reader.Number32()));
        }

        var covered = reader.Position;
        reader.Require(reader.Number32() == Crc32C.Compute(bytes[..covered]));
        return reader.IsAtEnd ? rows.ToImmutable() : [];
    }
}
