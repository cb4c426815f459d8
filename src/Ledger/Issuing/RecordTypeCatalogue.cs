using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;

namespace Ledger.Issuing;

/// <summary>All record types of this version, by their <c>vct</c>. Immutable; safe for use from any thread.</summary>
public sealed class RecordTypeCatalogue
{
    private readonly FrozenDictionary<string, RecordType> _types;

    private RecordTypeCatalogue(IEnumerable<RecordType> types)
    {
        _types = types.ToFrozenDictionary(type => type.Metadata.Vct, StringComparer.Ordinal);
        Types = [.. _types.Values.OrderBy(type => type.Metadata.Vct, StringComparer.Ordinal)];
    }

    /// <summary>All types, ordered by id.</summary>
    public ImmutableArray<RecordType> Types { get; }

    public RecordType? Find(string vct) => _types.GetValueOrDefault(vct);

    /// <summary>The types that departments of a domain issue.</summary>
    public IEnumerable<RecordType> ListTypes(string domain) => Types.Where(type => type.Domain == domain || type.Domain == "any");

    /// <summary>Creates a catalogue of the given types.</summary>
    /// <exception cref="InvalidDataException">Two of them have the same id.</exception>
    public static RecordTypeCatalogue FromTypes(IReadOnlyCollection<RecordType> types) =>
        types.GroupBy(type => type.Metadata.Vct, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { Key: var twice }
            ? throw new InvalidDataException($"There are two type files for {twice}.")
            : new RecordTypeCatalogue(types);

    /// <summary>Loads the type files that ship with this assembly.</summary>
    public static async ValueTask<RecordTypeCatalogue> LoadAsync(CancellationToken cancellationToken)
    {
        var types = new List<RecordType>();
        foreach (var name in ListNames("RecordTypes/"))
        {
            var admission = TypeAdmission.Read(await ReadAsync("Admission/" + name, cancellationToken));
            var type = await RecordType.ReadAsync([.. await ReadAsync("RecordTypes/" + name, cancellationToken)], admission, cancellationToken);
            types.Add(type.Metadata.Vct == admission.Vct ? type : throw new InvalidDataException($"The admission file of {name} is for another type."));
        }

        return FromTypes(types);
    }

    private static IEnumerable<string> ListNames(string folder) => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Select(name => name[folder.Length..]);

    private static async ValueTask<byte[]> ReadAsync(string name, CancellationToken cancellationToken)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidDataException($"{name} is missing.");
        var octets = new byte[stream.Length];
        await stream.ReadExactlyAsync(octets, cancellationToken);
        return octets;
    }
}
