using System.Globalization;

namespace Ledger.Samples;

/// <summary>Dates and times as they are written in claims.</summary>
internal static class Dates
{
    /// <summary><c>2026-06-30</c>.</summary>
    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>2026-06-30T09:05:00Z</c>.</summary>
    public static string Text(DateOnly date, int hour, int minute) =>
        string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}T{hour:D2}:{minute:D2}:00Z");

    public static DateOnly FirstOfMonth(DateOnly date) => new(date.Year, date.Month, 1);

    public static DateOnly LastOfMonth(DateOnly date) => FirstOfMonth(date).AddMonths(1).AddDays(-1);

    /// <summary>The number of months from the month of <paramref name="from"/> to that of <paramref name="to"/>, both included.</summary>
    public static int MonthsIn(DateOnly from, DateOnly to) => (to.Year - from.Year) * 12 + to.Month - from.Month + 1;

    public static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    /// <summary>Full years from <paramref name="birthdate"/> to <paramref name="day"/>.</summary>
    public static int AgeOn(DateOnly birthdate, DateOnly day) => day.Year - birthdate.Year - (day < birthdate.AddYears(day.Year - birthdate.Year) ? 1 : 0);
}
