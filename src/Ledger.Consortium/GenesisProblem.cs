namespace Ledger.Consortium;

/// <summary>The fault in the settings of a genesis.</summary>
public enum GenesisProblem
{
    ChainIdOutOfRange,
    ChainIdTaken,
    PeriodOutOfRange,
    ValidatorIsZero,
    ValidatorRepeated,
    FewValidators,
}
