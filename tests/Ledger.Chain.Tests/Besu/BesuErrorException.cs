namespace Ledger.Chain.Tests.Besu;

/// <summary>The stand-in answers a call with this error.</summary>
internal sealed class BesuErrorException(BesuError error) : Exception(error.Message)
{
    public BesuError Error { get; } = error;
}
