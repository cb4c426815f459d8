namespace Ledger.Samples;

internal enum Sex
{
    Female = 0,
    Male = 1,
}
