using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Files;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Verify.Faults;

namespace Ledger.Erasing;

/// <summary>
/// Requests and holds in one JSON file, which is part of a backup, and the list of erased subjects in a text file of its own, which is not: one line
/// for each, <c>handle index certificate</c>. One caller at a time.
/// </summary>
/// <param name="bookPath">The file of the requests and holds.</param>
/// <param name="listPath">The file of the erased subjects.</param>
/// <param name="restoredPath">Another such file, from the node that was lost. It is only read.</param>
public sealed class FileErasures(string bookPath, string listPath, string restoredPath) : IErasureStore
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        WriteIndented = true,
    };

    /// <inheritdoc/>
    public ValueTask<ErasureBook> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(bookPath))
        {
            return ValueTask.FromResult(ErasureBook.Empty);
        }

        try
        {
            var file = JsonSerializer.Deserialize<BookFile>(File.ReadAllBytes(bookPath), Json) is { V: Version } read ? read : throw new JsonException("It is null, or of another version.");
            return ValueTask.FromResult(new ErasureBook(
                [.. file.Asked.Select(row => new AskedErasure(Id(row.Id), Subject(row.Subject), Basis(row.Basis), row.Law, row.By, row.At))],
                [.. file.Holds.Select(row => new LegalHold(Id(row.Id), Subject(row.Subject), row.Law, row.Until, row.By, row.At) { ReleasedBy = row.ReleasedBy, ReleasedAt = row.ReleasedAt })]));
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            throw new FaultException(StoreFaults.Damaged, $"{bookPath} is not as it was written.", problem);
        }
    }

    /// <inheritdoc/>
    public ValueTask ReplaceAsync(ErasureBook book, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        var file = new BookFile(
            Version,
            [.. book.Asked.Select(one => new AskedRow(one.Id.ToString(), one.Subject.ToString(), ErasureBases.Format(one.Basis), one.By, one.At, one.Law))],
            [.. book.Holds.Select(one => new HoldRow(one.Id.ToString(), one.Subject.ToString(), one.Law, one.Until, one.By, one.At, one.ReleasedBy, one.ReleasedAt))]);
        DurableFiles.Replace(bookPath, JsonSerializer.SerializeToUtf8Bytes(file, Json), isSecret: true);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ErasedSubject>> ListErasedAsync(CancellationToken cancellationToken) => ValueTask.FromResult<ImmutableArray<ErasedSubject>>([.. ReadList(restoredPath).Union(ReadList(listPath))]);

    /// <inheritdoc/>
    public ValueTask AddErasedAsync(ErasedSubject erased, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(erased);
        if (ReadList(listPath).Contains(erased))
        {
            return ValueTask.CompletedTask;
        }

        WriteList(listPath, [.. ReadList(listPath), erased]);
        return ValueTask.CompletedTask;
    }

    /// <summary>Reads a list of erased subjects. A missing file is an empty list.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a line is not as it was written.</exception>
    public static ImmutableArray<ErasedSubject> ReadList(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return [.. File.ReadAllLines(path).Select(ReadLine)];
        }
        catch (FormatException problem)
        {
            throw new FaultException(StoreFaults.Damaged, $"{path} is not as it was written.", problem);
        }
    }

    /// <summary>Writes a list of erased subjects, durably.</summary>
    public static void WriteList(string path, IEnumerable<ErasedSubject> erased)
    {
        var text = string.Concat(erased.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Subject} {one.Index} {one.Certificate}\n")));
        DurableFiles.Replace(path, Encoding.ASCII.GetBytes(text), isSecret: true);
    }

    private static ErasedSubject ReadLine(string line) =>
        line.Split(' ') is [var subject, var index, var certificate] && long.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new ErasedSubject(Subject(subject), at, Id(certificate))
            : throw new FormatException("A line has a handle, an index and an id.");

    private static RecordId Id(string text) => RecordId.TryParse(text, out var id) ? id : throw new FormatException("Not an id.");

    private static SubjectHandle Subject(string text) => SubjectHandle.TryParse(text, out var handle) ? handle : throw new FormatException("Not a handle.");

    private static ErasureBasis Basis(string text) => ErasureBases.TryParse(text, out var basis) ? basis : throw new FormatException("Not a legal basis.");

    private sealed record BookFile(int V, ImmutableArray<AskedRow> Asked, ImmutableArray<HoldRow> Holds);

    private sealed record AskedRow(string Id, string Subject, string Basis, string By, DateTimeOffset At, string? Law = null);

    private sealed record HoldRow(string Id, string Subject, string Law, DateOnly Until, string By, DateTimeOffset At, string? ReleasedBy = null, DateTimeOffset? ReleasedAt = null);
}
