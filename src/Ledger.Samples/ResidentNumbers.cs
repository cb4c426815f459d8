using System.Globalization;
using Ledger.Issuing;

namespace Ledger.Samples;

/// <summary>
/// Assigns resident identity numbers (GB 11643-1999), each only once: it has a counter for each district, birthday and sex. The counters take about
/// a megabyte for any number of residents. Not thread-safe.
/// </summary>
internal sealed class ResidentNumbers
{
    // The sequence part has three digits, odd for men and even for women. Pair 0 is unused, because 000 is not assigned.
    private const int SequencePairs = 499;

    // Coprime to 499, so consecutive calls do not give consecutive sequences.
    private const int SequenceStride = 211;

    private readonly DateOnly _firstDay;
    private readonly int _days;
    private readonly ushort[] _given;

    /// <summary>Supports birthdays from <paramref name="firstDay"/> to <paramref name="lastDay"/>.</summary>
    public ResidentNumbers(DateOnly firstDay, DateOnly lastDay)
    {
        _firstDay = firstDay;
        _days = lastDay.DayNumber - firstDay.DayNumber + 1;
        _given = new ushort[_days * CityPlaces.Districts.Count * 2];
    }

    /// <summary>Returns a new number of the district of the resident, or of the next district when that one has no number left for the day.</summary>
    /// <exception cref="InvalidOperationException">No district has a number left for this birthday and sex.</exception>
    public string Take(int district, DateOnly birthdate, Sex sex)
    {
        var day = birthdate.DayNumber - _firstDay.DayNumber;
        for (var step = 0; step < CityPlaces.Districts.Count; step++)
        {
            var candidate = (district + step) % CityPlaces.Districts.Count;
            ref var given = ref _given[(candidate * _days + day) * 2 + (int)sex];
            if (given < SequencePairs)
            {
                var pair = 1 + (given * SequenceStride + day) % SequencePairs;
                given++;
                return Compose(CityPlaces.Districts[candidate].Code, birthdate, pair * 2 + (sex is Sex.Male ? 1 : 0));
            }
        }

        throw new InvalidOperationException($"Every identity number for {birthdate:yyyy-MM-dd} has been given out; ask for fewer residents.");
    }

    private static string Compose(string area, DateOnly birthdate, int sequence)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"{area}{birthdate:yyyyMMdd}{sequence:D3}");
        return body + CheckCharacters.Mod11Radix2(body);
    }
}
