namespace Ledger.Samples;

/// <summary>From one day to another, both included.</summary>
internal readonly record struct Period(DateOnly From, DateOnly To);
