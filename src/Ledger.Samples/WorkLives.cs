namespace Ledger.Samples;

/// <summary>Makes a working life that fits an age.</summary>
internal static class WorkLives
{
    private const int PensionAge = 60;

    public static WorkLife Draw(Xoshiro256 numbers, DateOnly birthdate, DateOnly asOf, int age, Sex sex)
    {
        var trade = numbers.Pick(CityPlaces.Trades);
        var earlier = numbers.Pick(CityPlaces.Trades);
        var state = age >= PensionAge ? WorkState.Retired : DrawState(numbers);
        var (since, until) = DrawLastJob(numbers, state, birthdate, asOf, sex);
        return new WorkLife(
            state, numbers.Pick(trade.Employers), numbers.Pick(earlier.Employers), numbers.Pick(trade.Occupations), since, until, numbers.Between(38, 160) * 10_000);
    }

    private static WorkState DrawState(Xoshiro256 numbers) => numbers.Below(100) switch
    {
        < 70 => WorkState.Employed,
        < 80 => WorkState.Flexible,
        < 87 => WorkState.SelfEmployed,
        _ => WorkState.Unemployed,
    };

    private static (DateOnly Since, DateOnly? Until) DrawLastJob(Xoshiro256 numbers, WorkState state, DateOnly birthdate, DateOnly asOf, Sex sex)
    {
        if (state is WorkState.Retired)
        {
            // The month before that of the birthday, so the job has ended for every date of the city.
            var pensionDay = Dates.LastOfMonth(birthdate.AddYears(sex is Sex.Male ? PensionAge : 55).AddMonths(-1));
            return (Dates.FirstOfMonth(pensionDay.AddYears(-numbers.Between(8, 25))), pensionDay);
        }

        DateOnly? until = state is WorkState.Unemployed ? Dates.LastOfMonth(asOf.AddMonths(-numbers.Between(2, 10))) : null;
        var end = until ?? asOf;
        var monthsGrown = Dates.MonthsIn(birthdate.AddYears(18), end);
        var months = Math.Max(1, Math.Min(numbers.Between(8, 96), monthsGrown - 1));
        return (Dates.FirstOfMonth(end.AddMonths(-months)), until);
    }
}
