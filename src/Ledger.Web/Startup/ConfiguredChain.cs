using Ledger.Ethereum.Settings;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Startup;

/// <summary>The chain in the settings.</summary>
internal sealed class ConfiguredChain(IOptions<ChainOptions> settings) : IChainOptionsProvider
{
    private readonly Lazy<TrustedRegistry> _trusted = new(() => TrustedRegistry.FromSettings(settings.Value));

    /// <summary>The registry in the settings or in the address book.</summary>
    /// <exception cref="FaultException">Neither has one, or the address book cannot be read.</exception>
    public TrustedRegistry Trusted => _trusted.Value;

    /// <exception cref="FaultException">A setting is wrong, or the address book cannot be read.</exception>
    public EthereumChainOptions Read() => FinalityMode.TryParse(settings.Value.Finality, out var finality)
        ? new EthereumChainOptions
        {
            Endpoints = [.. settings.Value.Endpoints],
            Registry = Trusted.Registry,
            ChainId = Trusted.Book?.ChainId,
            GenesisHash = Trusted.Book?.Genesis,
            FirstBlock = Trusted.Book?.Block ?? 0,
            Finality = finality,
            ZeroFees = settings.Value.ZeroFees,
            Agreement = settings.Value.Agreement,
        }
        : throw new FaultException(StartUpFaults.SettingsWrong, "Ledger:Chain:Finality is not instant, finalized or depth:N.");
}
