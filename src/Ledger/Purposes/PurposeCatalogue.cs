using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using Ledger.Verify.Faults;

namespace Ledger.Purposes;

/// <summary>All purposes of the city, by code. Immutable; safe for use from any thread.</summary>
public sealed class PurposeCatalogue
{
    private const string Folder = "Purposes/";

    private readonly FrozenDictionary<string, Purpose> _purposes;

    private PurposeCatalogue(IReadOnlyCollection<Purpose> purposes)
    {
        _purposes = purposes.ToFrozenDictionary(purpose => purpose.Code, StringComparer.Ordinal);
        Purposes = [.. purposes.OrderBy(purpose => purpose.Code, StringComparer.Ordinal)];
    }

    /// <summary>The purposes that ship with this assembly.</summary>
    public static PurposeCatalogue Shipped { get; } = Load();

    /// <summary>All purposes, ordered by code.</summary>
    public ImmutableArray<Purpose> Purposes { get; }

    public Purpose? Find(string code) => _purposes.GetValueOrDefault(code);

    /// <summary>Creates a catalogue of the given purposes.</summary>
    /// <exception cref="InvalidDataException">Two of them have the same code.</exception>
    public static PurposeCatalogue FromPurposes(IReadOnlyCollection<Purpose> purposes) =>
        purposes.GroupBy(purpose => purpose.Code, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { Key: var twice }
            ? throw new InvalidDataException($"There are two purposes {twice}.")
            : new PurposeCatalogue(purposes);

    /// <summary>Decides whether claims may be shown for a purpose.</summary>
    /// <param name="code">The code as sent. Null or empty if it was not sent.</param>
    /// <param name="basis">The legal basis as sent. Null for the first that the purpose names.</param>
    /// <param name="withheldUntil">The day from which the resident may see the read. Null for at once.</param>
    /// <param name="today">The current day in UTC.</param>
    public Outcome<ReadPurpose> Check(string? code, string? basis, DateOnly? withheldUntil, DateOnly today)
    {
        if (string.IsNullOrEmpty(code))
        {
            return DisclosureFaults.PurposeMissing;
        }

        if (Find(code) is not { } purpose)
        {
            return Refusal.At(DisclosureFaults.PurposeUnknown, "/purpose",
                $"已公布的用途为 {string.Join("、", Purposes.Select(one => one.Code))}。", $"Those published are {string.Join(", ", Purposes.Select(one => one.Code))}.");
        }

        var chosen = purpose.Bases[0];
        if (basis is not null && (!LegalBases.TryParse(basis, out chosen) || !purpose.Bases.Contains(chosen)))
        {
            var permitted = string.Join(", ", purpose.Bases.Select(LegalBases.Format));
            return Refusal.At(DisclosureFaults.BasisNotPermitted, "/basis", $"该用途的法律依据为 {permitted}。", $"Those of this purpose are {permitted}.");
        }

        if (withheldUntil is { } until && (purpose.Delay is not { } delay || until <= today || until > today.AddDays(delay.Days)))
        {
            return purpose.Delay is { Days: var days }
                ? Refusal.At(DisclosureFaults.DelayNotPermitted, "/withheldUntil", $"应为明日起 {days} 日内的日期。", $"It must be a day after today, within {days} days.")
                : Refusal.At(DisclosureFaults.DelayNotPermitted, "/withheldUntil", "该用途不得延后告知。", "A read for this purpose may not be withheld.");
        }

        return new ReadPurpose(purpose, chosen, withheldUntil);
    }

    private static PurposeCatalogue Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return FromPurposes([.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidDataException($"{name} is missing.");
            var octets = new byte[stream.Length];
            stream.ReadExactly(octets);
            var purpose = Purpose.Read(octets);
            return name == $"{Folder}{purpose.Code}.json" ? purpose : throw new InvalidDataException($"{name} is the file of {purpose.Code}.");
        })]);
    }
}
