namespace Ledger.Chain.Tests.Besu;

/// <summary>A call is answered with this error.</summary>
internal sealed class BesuErrorException(BesuError error) : Exception(error.Message)
{
    public BesuError Error { get; } = error;
}
