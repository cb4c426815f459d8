namespace Ledger.Samples;

/// <summary>A resident's working life; <paramref name="Until"/> is null while the last job goes on. Money is in fen a month.</summary>
internal sealed record WorkLife(
    WorkState State, Organisation Employer, Organisation EarlierEmployer, Occupation Occupation, DateOnly Since, DateOnly? Until, int MonthlyPay);
