namespace Ledger.Consortium;

/// <summary>What is wrong with the settings of a genesis.</summary>
public enum GenesisProblem
{
    ChainIdOutOfRange,
    ChainIdTaken,
    PeriodOutOfRange,
    ValidatorIsZero,
    ValidatorRepeated,
    FewValidators,
}
