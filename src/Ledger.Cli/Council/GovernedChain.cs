using System.CommandLine;
using Ledger.Anchoring;
using Ledger.Cli.Options;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Settings;
using Ledger.Inputs;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Council;

/// <summary>
/// The options of a registry, for commands of the council and of departments. They name an address book that the chain must match, or a trusted
/// endpoint and address.
/// </summary>
internal sealed class GovernedChain(bool asksFinality = false)
{
    public Option<string?> Addresses { get; } = new("--addresses") { Description = "Address book that ledger contracts deploy wrote. 地址簿文件。" };

    public Option<string?> Rpc { get; } = new("--rpc") { Description = "JSON-RPC address of a chain node. 链节点地址。" };

    public Option<string?> Registry { get; } = new("--registry") { Description = "The address of the registry, instead of an address book. 登记处合约地址。" };

    public Option<bool> ZeroFees { get; } = new("--zero-fees") { Description = "Pay no gas fees, for a chain without fees. 零手续费链。" };

    public Option<string> Finality { get; } = FinalityOption.Create();

    public Option<bool> Json { get; } = RepeatedOptions.Json();

    public void AddTo(Command command)
    {
        command.Add(Addresses);
        command.Add(Rpc);
        command.Add(Registry);
        command.Add(ZeroFees);
        if (asksFinality)
        {
            command.Add(Finality);
        }

        command.Add(Json);
    }

    /// <summary>Opens the chain. If there is an address book, checks the chain against it first.</summary>
    public async Task<EthereumAnchorChain> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(Addresses);
        var book = path is null ? null : await ChainProblems.ExplainAsync(
            () => Task.FromResult(AddressBook.Find(path) ?? throw new FaultException(RunFaults.FileUnreadable, path)), path);
        var rpc = parsed.GetValue(Rpc) is { } given ? InputValues.Address(given, "--rpc") : book?.Rpc
            ?? throw (book is null ? OptionProblems.Needed("--rpc") : OptionProblems.RpcNeeded("--rpc"));
        var registry = parsed.GetValue(Registry) is { } text ? InputValues.ChainAddress(text, "--registry") : (ChainAddress?)null;
        if (book is null == registry is null)
        {
            throw OptionProblems.OneOf("--addresses", "--registry");
        }

        if (book is not null)
        {
            using var deployer = new ContractDeployer(rpc, zeroFees: false);
            await ChainProblems.ExplainAsync(
                async () =>
                {
                    await deployer.CheckAsync(book, cancellationToken);
                    return true;
                });
        }

        var chain = new EthereumAnchorChain(new EthereumChainOptions
        {
            Endpoints = [rpc],
            Registry = book?.Registry ?? registry ?? default, // One of them is not null.
            ChainId = book?.ChainId,
            GenesisHash = book?.Genesis,
            FirstBlock = book?.Block ?? 0,
            ZeroFees = parsed.GetValue(ZeroFees),
            Finality = asksFinality ? FinalityOption.Parse(parsed.GetValue(Finality)) : FinalityMode.Finalized,
        });
        return asksFinality ? await FinalityOption.EnsureMatchesAsync(chain, cancellationToken) : chain;
    }
}
