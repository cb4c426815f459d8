using Ledger.Ethereum.Settings;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;

namespace Ledger.Web.Startup;

/// <summary>The chain in the settings.</summary>
internal sealed class ConfiguredChain(NodeSettings settings) : IChainOptionsProvider
{
    private readonly Lazy<TrustedRegistry> _trusted = new(() => TrustedRegistry.FromSettings(settings.Chain));

    /// <summary>The registry in the settings or in the address book.</summary>
    /// <exception cref="FaultException">Neither has one, or the address book cannot be read.</exception>
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
