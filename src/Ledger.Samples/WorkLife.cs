namespace Ledger.Samples;

/// <summary>The working life of a resident. <paramref name="Until"/> is null while the last job continues. Money is in fen per month.</summary>
internal sealed record WorkLife(
    WorkState State, Organisation Employer, Organisation EarlierEmployer, Occupation Occupation, DateOnly Since, DateOnly? Until, int MonthlyPay);
