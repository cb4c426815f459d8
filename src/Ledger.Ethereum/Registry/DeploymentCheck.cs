using Ledger.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Registry;

/// <summary>
/// Checks that a chain matches an address book: chain id, block 0, and at each address exactly the code of our contracts with the right addresses
/// inside. Only the shortest delay of the council is taken from the code, because no book contains it. So another contract, or a chain that lost
/// its past, is detected. Stateless.
/// </summary>
internal static class DeploymentCheck
{
    /// <exception cref="FaultException">The chain does not match the book.</exception>
    public static async ValueTask RunAsync(ChainSession session, AddressBook book, CancellationToken cancellationToken)
    {
        EnsureChain(session.ChainId, book.ChainId);
        EnsureGenesis(await ReadGenesisAsync(session, cancellationToken), book.Genesis);
        var registry = ContractImmutable.FromAddress("_registry", book.Registry);
        (ChainAddress Address, ContractArtifact Artifact, Func<byte[], ContractImmutable[]> Immutables)[] contracts =
        [
            (book.Registry, ContractArtifact.DepartmentRegistry, code =>
            [
                ContractImmutable.FromAddress("_logAnchor", book.Anchor),
                ContractImmutable.FromAddress("_recordStatus", book.Status),
                ContractImmutable.FromNumber("_leastDelay", ContractArtifact.DepartmentRegistry.NumberIn(code, "_leastDelay")),
            ]),
            (book.Anchor, ContractArtifact.LogAnchor, _ => [registry]),
            (book.Status, ContractArtifact.RecordStatus, _ => [registry]),
        ];
        var answers = await session.AskAllAsync([.. contracts.Select(contract => ChainRequests.Code(contract.Address))], cancellationToken);
        foreach (var ((address, artifact, immutables), answer) in contracts.Zip(answers))
        {
            EnsureCode(address, artifact, ChainJson.Data(answer.Get()), immutables);
        }

        var anchor = View.Create(book.Registry, new LogAnchorFunction());
        var status = View.Create(book.Registry, new RecordStatusFunction());
        await session.ViewAllAsync([anchor, status], ChainSession.Latest, cancellationToken);
        if (anchor.Get().ReturnValue1.ToChainAddress() != book.Anchor || status.Get().ReturnValue1.ToChainAddress() != book.Status)
        {
            throw new FaultException(
                GovernanceFaults.ContractForeign, $"The registry {book.Registry} names other contracts than {book.Anchor} and {book.Status}.");
        }
    }

    public static void EnsureChain(long found, long expected)
    {
        if (found != expected)
        {
            throw new FaultException(GovernanceFaults.OtherChain, $"This is chain {found}, not chain {expected}.");
        }
    }

    public static void EnsureGenesis(Digest found, Digest expected)
    {
        if (found != expected)
        {
            throw new FaultException(
                GovernanceFaults.OtherGenesis,
                $"Block 0 of this chain is {found.ToHex()}, not {expected.ToHex()}: it is another chain of that id, or one that was reset.");
        }
    }

    public static async ValueTask<Digest> ReadGenesisAsync(ChainSession session, CancellationToken cancellationToken) =>
        (await session.FindBlockAsync(0, cancellationToken))?.Hash
        ?? throw ChainOutages.Create($"The endpoint {session.Endpoint} has no block 0.");

    private static void EnsureCode(ChainAddress address, ContractArtifact artifact, byte[] code, Func<byte[], ContractImmutable[]> immutables)
    {
        if (code.Length == 0)
        {
            throw new FaultException(
                GovernanceFaults.ContractMissing,
                $"There is no contract at {address}, where {artifact.Name} should be: this is another chain, or one that was reset.");
        }

        if (!code.AsSpan().SequenceEqual(artifact.DeployedCode(immutables(code)).AsSpan()))
        {
            throw new FaultException(
                GovernanceFaults.ContractForeign,
                $"The code at {address} is not {artifact.Name} as this version compiles it.");
        }
    }
}
