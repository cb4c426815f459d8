using Ledger.Ethereum.Settings;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;

namespace Ledger.Web.Startup;

/// <summary>The chain that the settings name.</summary>
internal sealed class ConfiguredChain(NodeSettings settings) : IChainOptionsProvider
{
    private readonly Lazy<TrustedRegistry> _trusted = new(() => TrustedRegistry.Of(settings.Chain));

    /// <summary>The registry that the settings or the address book name.</summary>
    /// <exception cref="FaultException">They name none, or the book cannot be read.</exception>
    public TrustedRegistry Trusted => _trusted.Value;

    /// <exception cref="FaultException">A setting is wrong, or the address book cannot be read.</exception>
    public EthereumChainOptions Read() => FinalityMode.TryParse(settings.Chain.Finality, out var finality)
        ? new EthereumChainOptions
        {
            Endpoints = [.. settings.Chain.Endpoints],
            Registry = Trusted.Registry,
            ChainId = Trusted.Book?.ChainId,
            GenesisHash = Trusted.Book?.Genesis,
            FirstBlock = Trusted.Book?.Block ?? 0,
            Finality = finality,
            ZeroFees = settings.Chain.ZeroFees,
            Agreement = settings.Chain.Agreement,
        }
        : throw new FaultException(StartUpFaults.SettingsWrong, "Ledger:Chain:Finality is not instant, finalized or depth:N.");
}
