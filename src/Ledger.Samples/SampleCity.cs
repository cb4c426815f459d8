namespace Ledger.Samples;

/// <summary>
/// A made-up city: residents in families, and the records that four departments would issue to them. The same arguments give the same records in
/// the same order on every machine. Nobody in it exists; see <see cref="CityPlaces"/>.
/// </summary>
public static class SampleCity
{
    /// <summary>The date of the city when none is given. It is fixed, so a seed alone identifies a city.</summary>
    public static DateOnly DefaultDate { get; } = new(2026, 9, 30);

    /// <summary>The earliest date of a city. An earlier school year would begin in the last century.</summary>
    public static DateOnly EarliestDate { get; } = new(2001, 1, 1);

    /// <summary>The latest date of a city. School years are written with four digits, the first two being 20.</summary>
    public static DateOnly LatestDate { get; } = new(2090, 12, 31);

    /// <summary>
    /// Makes the records of <paramref name="residents"/> people as of <paramref name="asOf"/>, three or four each, household by household. Records
    /// are made while they are read and not kept, so millions of residents need no more memory.
    /// </summary>
    /// <param name="residents">The number of people, from 0. The last household may be incomplete.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="asOf"><see cref="EarliestDate"/> to <see cref="LatestDate"/>. Every record starts on or before this day, and none ends before
    /// it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="residents"/> is negative or <paramref name="asOf"/> is out of range.</exception>
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
                foreach (var record in ListRecords(new ResidentFile(resident, household, numbers, asOf, seed)))
                {
                    yield return record;
                }

                done++;
            }
        }
    }

    private static IReadOnlyList<SampleRecord> ListRecords(ResidentFile file)
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
