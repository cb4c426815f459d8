using System.CommandLine;
using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Migrations;

/// <summary>The options of the chain that a department moves to, with the address book of its contracts.</summary>
internal sealed class NextChainOptions
{
    public Option<string?> Book { get; } = new("--to-addresses") { Description = "Address book of the new chain's contracts. 新链合约地址簿。", Required = true };

    public Option<string[]> Rpc { get; } = new("--to-rpc")
    {
        Description = "JSON-RPC address of the new chain. Default: the one in the address book. 新链节点地址。",
        AllowMultipleArgumentsPerToken = true,
    };

    public void AddTo(Command command)
    {
        command.Add(Book);
        command.Add(Rpc);
    }

    /// <summary>Opens the chain of the address book. A chain with another id or block 0 is refused.</summary>
    public (EthereumAnchorChain Chain, AddressBook Book) Open(ParseResult parsed)
    {
        var path = parsed.GetValue(Book)!; // Required.
        AddressBook book;
        try
        {
            book = AddressBook.Find(path) ?? throw new FaultException(RunFaults.FileUnreadable, path);
        }
        catch (InvalidDataException problem)
        {
            throw new FaultException(RunFaults.FileMalformed, path, problem);
        }

        var rpc = parsed.GetValue(Rpc) is { Length: > 0 } given ? [.. given.Select(text => InputValues.Address(text, "--to-rpc"))]
            : book.Rpc is { } own ? new[] { own }
            : throw OptionProblems.RpcNeeded("--to-rpc");
        return (
            new EthereumAnchorChain(new EthereumChainOptions
            {
                Endpoints = [.. rpc],
                Registry = book.Registry,
                ChainId = book.ChainId,
                GenesisHash = book.Genesis,
                FirstBlock = book.Block,
            }),
            book);
    }
}
