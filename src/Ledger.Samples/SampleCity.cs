namespace Ledger.Samples;

/// <summary>
/// A made-up city: residents in families, and the records four departments would issue to them. The same arguments give the same
/// records, in the same order, on every machine. Nobody in it exists: see <see cref="CityPlaces"/>.
/// </summary>
public static class SampleCity
{
    /// <summary>The day the city is shown at when none is given; fixed, so that a seed alone names a city.</summary>
    public static DateOnly DefaultDate { get; } = new(2026, 9, 30);

    /// <summary>The first day a city can be shown at; before it, a school year would begin in the last century.</summary>
    public static DateOnly EarliestDate { get; } = new(2001, 1, 1);

    /// <summary>The last day a city can be shown at: school years are written with four digits, the first two being 20.</summary>
    public static DateOnly LatestDate { get; } = new(2090, 12, 31);

    /// <summary>
    /// The records of <paramref name="residents"/> people as of <paramref name="asOf"/>, three or four each, one household after the
    /// other. They are made while they are read and none is kept: memory stays the same for millions of residents.
    /// </summary>
    /// <param name="residents">How many people; 0 or more. The last household may be cut short.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="asOf"><see cref="EarliestDate"/> to <see cref="LatestDate"/>. Every record starts on or before this day; none ends before it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="residents"/> is negative or <paramref name="asOf"/> out of range.</exception>
    public static IEnumerable<SampleRecord> Create(int residents, ulong seed, DateOnly asOf)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(residents);
        ArgumentOutOfRangeException.ThrowIfLessThan(asOf, EarliestDate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(asOf, LatestDate);
        return Walk(residents, seed, asOf);
    }

    private static IEnumerable<SampleRecord> Walk(int residents, ulong seed, DateOnly asOf)
    {
        var builder = new HouseholdBuilder(asOf, seed);
        var done = 0L;
        for (var index = 0L; done < residents; index++)
        {
            var (household, numbers) = builder.Build(index, firstNumber: done + 1);
            foreach (var resident in household.Members.Take((int)Math.Min(household.Members.Count, residents - done)))
            {
                foreach (var record in RecordsOf(new ResidentFile(resident, household, numbers, asOf, seed)))
                {
                    yield return record;
                }

                done++;
            }
        }
    }

    private static IReadOnlyList<SampleRecord> RecordsOf(ResidentFile file)
    {
        EducationRecords.AddTo(file);
        HealthRecords.AddTo(file);
        EmploymentRecords.AddTo(file);
        ElderlyRecords.AddTo(file);
        BenefitDecisions.AddTo(file);
        ConsentRecords.AddTo(file);
        return file.Records;
    }
}
