using System.Globalization;

namespace Ledger.Samples;

/// <summary>School years run from September to August. A child starts school in the first September in which it is six.</summary>
internal static class SchoolYears
{
    public const int LastPrimaryGrade = 6;
    public const int LastGrade = 9;

    private const int FirstMonth = 9;
    private const int SchoolAge = 6;

    /// <summary>The first day of the school year that contains a day.</summary>
    public static DateOnly StartOf(DateOnly day) => new(day.Month >= FirstMonth ? day.Year : day.Year - 1, FirstMonth, 1);

    /// <summary>The last day of the school year that contains a day.</summary>
    public static DateOnly EndOf(DateOnly day) => StartOf(day).AddYears(1).AddDays(-1);

    /// <summary>The school year that contains a day, as <c>2026-2027</c>.</summary>
    public static string Text(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{StartOf(day).Year}-{StartOf(day).Year + 1}");

    /// <summary>1 to 9 for a pupil. Smaller before school, greater after compulsory school.</summary>
    // Compulsory Education Law, article 11: children who are six start school.
    public static int ComputeGrade(DateOnly birthdate, DateOnly day)
    {
        var first = birthdate.Year + SchoolAge + (birthdate.Month >= FirstMonth ? 1 : 0);
        return StartOf(day).Year - first + 1;
    }
}
