namespace Ledger.Samples;

/// <summary>What an adult does for a living.</summary>
internal enum WorkState
{
    Employed,
    Flexible,
    SelfEmployed,
    Unemployed,
    Retired,
}
