using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Departments;
using Ledger.Faults;
using Ledger.Files;

namespace Ledger.Access;

/// <summary>Whose a token is. Never holds the token itself.</summary>
/// <param name="Name">What the operator called it; goes into histories as <c>by</c>, so it names a desk or a program, not a person.</param>
/// <param name="Department">The only department it is good for.</param>
/// <param name="Role">What it may do there.</param>
public sealed record TokenHolder(string Name, DepartmentId Department, Role Role);

/// <summary>
/// The tokens of one node, in one file that holds only their SHA-256. A token is 256 random bits, so a plain hash cannot be turned
/// back by guessing. Safe for use from any thread; one process at a time writes the file.
/// </summary>
public sealed class TokenFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly string _path;
    private readonly Lock _lock = new();
    private ImmutableDictionary<string, TokenHolder> _holders;

    private TokenFile(string path, ImmutableDictionary<string, TokenHolder> holders)
    {
        _path = path;
        _holders = holders;
    }

    /// <summary>Reads the file; a missing one has no tokens.</summary>
    /// <exception cref="StoreDamagedException">It cannot be read.</exception>
    public static TokenFile Open(string path)
    {
        if (!File.Exists(path))
        {
            return new TokenFile(path, ImmutableDictionary.Create<string, TokenHolder>(StringComparer.Ordinal));
        }

        try
        {
            var rows = JsonSerializer.Deserialize<List<Row?>>(WrittenText.Unmark(File.ReadAllBytes(path)).Span, Json) ?? throw new JsonException("There is no list.");
            return new TokenFile(path, Read(rows));
        }
        catch (JsonException unreadable)
        {
            throw new StoreDamagedException("The token file cannot be read; restore it or delete it and make new tokens.", unreadable);
        }
    }

    /// <summary>The holder of a token; null when there is none.</summary>
    // How long this takes may tell something about the hashes in the file, and nothing about a token: that would take inverting SHA-256.
    public TokenHolder? Find(string token) => Volatile.Read(ref _holders).GetValueOrDefault(HashOf(token));

    /// <summary>Makes a token and returns it: the only time it can be seen. Null when the department has one of that name already.</summary>
    public string? Create(TokenHolder holder)
    {
        lock (_lock)
        {
            if (_holders.Values.Any(existing => existing.Department == holder.Department && existing.Name == holder.Name))
            {
                return null;
            }

            return Add(_holders, holder);
        }
    }

    /// <summary>Makes a token and withdraws any other of the same name in the department.</summary>
    public string Replace(TokenHolder holder)
    {
        lock (_lock)
        {
            var old = _holders.Where(pair => pair.Value.Department == holder.Department && pair.Value.Name == holder.Name).Select(pair => pair.Key);
            return Add(_holders.RemoveRange([.. old]), holder);
        }
    }

    private static ImmutableDictionary<string, TokenHolder> Read(List<Row?> rows)
    {
        var holders = ImmutableDictionary.CreateBuilder<string, TokenHolder>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row is null || !DepartmentId.TryParse(row.Department, out var department)
                || row.Sha256.Length != 64 || row.Sha256.AsSpan().ContainsAnyExcept(LowerHex))
            {
                throw new JsonException("A token has no department or hash that could be one.");
            }

            if (holders.Values.Any(other => other.Department == department && other.Name == row.Name)
                || !holders.TryAdd(row.Sha256, new TokenHolder(row.Name, department, row.Role)))
            {
                throw new JsonException("A token is there twice.");
            }
        }

        return holders.ToImmutable();
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static string Base64UrlOf(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private string Add(ImmutableDictionary<string, TokenHolder> holders, TokenHolder holder)
    {
        var token = "ldg_" + Base64UrlOf(RandomNumberGenerator.GetBytes(32));
        holders = holders.Add(HashOf(token), holder);
        Write(holders);
        Volatile.Write(ref _holders, holders);
        return token;
    }

    private void Write(ImmutableDictionary<string, TokenHolder> holders)
    {
        var rows = holders
            .Select(pair => new Row(pair.Value.Name, pair.Value.Department.ToString(), pair.Value.Role, pair.Key))
            .OrderBy(row => row.Department, StringComparer.Ordinal).ThenBy(row => row.Name, StringComparer.Ordinal);
        DurableFiles.Replace(_path, JsonSerializer.SerializeToUtf8Bytes(rows, Json), isSecret: true);
    }

    private sealed record Row(string Name, string Department, Role Role, string Sha256);
}
