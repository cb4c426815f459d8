using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Issuing;
using Ledger.Mirroring;
using Ledger.Verify.Chain;

namespace Ledger.Hosting;

/// <summary>
/// The record types that the registry lets a department issue, from its last answer. Stored in a file, so that a start without a chain can continue
/// issuing. Safe for use from any thread.
/// </summary>
public sealed class AuthorisedTypes
{
    private readonly string _path;
    private volatile FrozenSet<string> _types;

    private AuthorisedTypes(string path, IEnumerable<string> types)
    {
        _path = path;
        _types = types.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The types, ordered.</summary>
    public IEnumerable<string> All => _types.Order(StringComparer.Ordinal);

    /// <summary>Reads the registry's last answer. A damaged file counts as empty, because the registry is asked at each start.</summary>
    public static AuthorisedTypes Open(string path)
    {
        try
        {
            return new(path, File.Exists(path) ? JsonSerializer.Deserialize<string[]>(UntrustedText.Unmark(File.ReadAllBytes(path)).Span) ?? [] : []);
        }
        catch (JsonException)
        {
            return new(path, []);
        }
    }

    public bool Contains(string recordType) => _types.Contains(recordType);

    /// <summary>Asks the registry about every type of the catalogue and stores the answer.</summary>
    public async Task RefreshAsync(
        IDepartmentRegistry registry, DepartmentProfile department, RecordTypeCatalogue catalogue, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string[] types = [.. catalogue.Types.Select(type => type.Metadata.Vct)];
        var authorities = await registry.ReadAuthoritiesAsync(department.Origin, types, cancellationToken);
        Save([.. types.Where((_, i) => IsInForce(authorities[i], now))]);
    }

    /// <summary>The same from the mirror, without a chain call.</summary>
    public void Refresh(MirrorView mirror, DepartmentProfile department, RecordTypeCatalogue catalogue, DateTimeOffset now) => Save(
        [.. catalogue.Types.Select(type => type.Metadata.Vct).Where(vct => IsInForce(mirror.ListAuthorities(department.Origin, vct), now))]);

    // The chain's clock may be slightly ahead of ours, so an authority counts unless it has ended.
    private static bool IsInForce(ImmutableArray<Validity> authorities, DateTimeOffset now) =>
        authorities.Any(authority => authority.Until is null || authority.Until > now);

    private void Save(List<string> authorised)
    {
        if (!_types.SetEquals(authorised) || !File.Exists(_path))
        {
            DurableFiles.Replace(_path, JsonSerializer.SerializeToUtf8Bytes(authorised, JsonFiles.Indented));
            _types = authorised.ToFrozenSet(StringComparer.Ordinal);
        }
    }
}
