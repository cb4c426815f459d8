using System.Globalization;
using Ledger.Issuing;

namespace Ledger.Samples;

/// <summary>
/// Gives out resident identity numbers (GB 11643-1999) without giving one twice: a counter per district, birthday and sex.
/// The counters take about a megabyte, whatever the number of residents. Not safe for use from several threads.
/// </summary>
internal sealed class ResidentNumbers
{
    // The sequence part has three digits, odd for men and even for women; pair 0 stays unused because 000 is not given out.
    private const int SequencePairs = 499;

    // Coprime to 499, so that neighbours in time do not get neighbouring sequences.
    private const int SequenceStride = 211;

    private readonly DateOnly _firstDay;
    private readonly int _days;
    private readonly ushort[] _given;

    /// <summary>Serves birthdays from <paramref name="firstDay"/> to <paramref name="lastDay"/>.</summary>
    public ResidentNumbers(DateOnly firstDay, DateOnly lastDay)
    {
        _firstDay = firstDay;
        _days = lastDay.DayNumber - firstDay.DayNumber + 1;
        _given = new ushort[_days * CityPlaces.Districts.Count * 2];
    }

    /// <summary>A new number, of the resident's district or, when that has none left for the day, of the next one.</summary>
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
