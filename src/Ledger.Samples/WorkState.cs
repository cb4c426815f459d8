namespace Ledger.Samples;

/// <summary>The occupation status of an adult.</summary>
internal enum WorkState
{
    Employed,
    Flexible,
    SelfEmployed,
    Unemployed,
    Retired,
}
