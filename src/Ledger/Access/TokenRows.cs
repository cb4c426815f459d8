using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Access;

/// <summary>
/// Reads and writes <c>tokens.json</c>: a list of tokens by their SHA-256. A row of an earlier version has no times and never expires. Stateless.
/// </summary>
internal static class TokenRows
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>Reads the file. A missing file has no tokens.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the file is not such a list.</exception>
    public static ImmutableList<TokenEntry> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            var rows = JsonSerializer.Deserialize<List<Row?>>(UntrustedText.Unmark(File.ReadAllBytes(path)).Span, Json) ?? throw new JsonException("There is no list.");
            return Read(rows);
        }
        catch (JsonException unreadable)
        {
            throw new FaultException(StoreFaults.Damaged, $"The token file {path} cannot be read; restore it or delete it and make new tokens.", unreadable);
        }
    }

    /// <summary>Replaces the list in one atomic step. Only its owner may read the file.</summary>
    public static void Write(string path, IEnumerable<TokenEntry> entries)
    {
        var rows = entries
            .Select(entry => new Row(
                entry.Holder.Name, entry.Holder.Department.ToString(), entry.Holder.Role, entry.Sha256,
                entry.IssuedAt, entry.IssuedBy, entry.ExpiresAt, entry.WithdrawnAt, entry.WithdrawnBy))
            .OrderBy(row => row.Department, StringComparer.Ordinal).ThenBy(row => row.Name, StringComparer.Ordinal);
        DurableFiles.Replace(path, JsonSerializer.SerializeToUtf8Bytes(rows, Json), isSecret: true);
    }

    private static ImmutableList<TokenEntry> Read(List<Row?> rows)
    {
        var entries = ImmutableList.CreateBuilder<TokenEntry>();
        var (hashes, names) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<(DepartmentId, string)>());
        foreach (var row in rows)
        {
            if (row is null || !DepartmentId.TryParse(row.Department, out var department)
                || row.Sha256.Length != 64 || row.Sha256.AsSpan().ContainsAnyExcept(LowerHex))
            {
                throw new JsonException("A token has no valid department or no valid hash.");
            }

            // The name of a withdrawn token is free again. Its row stays.
            if (!hashes.Add(row.Sha256) || (row.WithdrawnAt is null && !names.Add((department, row.Name))))
            {
                throw new JsonException("A token occurs twice.");
            }

            entries.Add(new TokenEntry
            {
                Holder = new TokenHolder(row.Name, department, row.Role),
                Sha256 = row.Sha256,
                IssuedAt = row.IssuedAt,
                IssuedBy = row.IssuedBy,
                ExpiresAt = row.ExpiresAt,
                WithdrawnAt = row.WithdrawnAt,
                WithdrawnBy = row.WithdrawnBy,
            });
        }

        return entries.ToImmutable();
    }

    private sealed record Row(
        string Name, string Department, Role Role, string Sha256, DateTimeOffset? IssuedAt = null, string? IssuedBy = null, DateTimeOffset? ExpiresAt = null,
        DateTimeOffset? WithdrawnAt = null, string? WithdrawnBy = null);
}
