using System.Globalization;
using Ledger.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Registry;

/// <summary>What deploying is doing now; <paramref name="Step"/> of <paramref name="Steps"/> is done.</summary>
public sealed record DeployProgress(int Step, int Steps, string What);

/// <summary>
/// Puts the three contracts on a chain and binds them to each other. Where a contract will lie follows from the owner's address and
/// nonce, so the first nonce is written down before anything is sent, and a deployment that was cut off goes on where it stopped.
/// </summary>
public sealed class ContractDeployer : IDisposable
{
    private const int Steps = 4;
    private readonly Uri _rpc;
    private readonly ChainConnection _connection;
    private readonly SetUpSender _sender;

    /// <param name="rpc">The chain's JSON-RPC address; it goes into the address book.</param>
    /// <param name="chainId">The chain it must be; null for whichever answers.</param>
    /// <param name="zeroFees">Offer nothing for gas.</param>
    public ContractDeployer(Uri rpc, long? chainId, bool zeroFees)
    {
        _rpc = rpc;
        _connection = new ChainConnection(
            new EthereumChainOptions { Endpoints = [rpc], Registry = default, ChainId = chainId, ZeroFees = zeroFees }, JsonRpcClient.CreateHandler());
        _sender = new SetUpSender(_connection, new TransactionWriter(zeroFees));
    }

    /// <summary>
    /// Deploys, or returns the deployment that the address book at <paramref name="bookPath"/> names after checking that it is there.
    /// The owner's account must have coins for gas unless the chain wants none.
    /// </summary>
    /// <exception cref="ChainUnavailableException">The chain cannot be asked; run again to go on.</exception>
    /// <exception cref="DeploymentMismatchException">The address book names contracts that this chain does not have.</exception>
    public async Task<AddressBook> DeployAsync(
        IOperatorKey owner, string bookPath, IProgress<DeployProgress>? progress, CancellationToken cancellationToken)
    {
        var chainId = await _connection.UseAsync(session => ValueTask.FromResult(session.ChainId), cancellationToken);
        if (AddressBook.Find(bookPath) is { } existing)
        {
            return await CheckAsync(existing, chainId, bookPath, cancellationToken);
        }

        var planPath = bookPath + ".plan";
        var book = PlanFrom(await ReadOrStartPlanAsync(owner.Address, chainId, planPath, cancellationToken), owner.Address, chainId);
        await CreateAsync(owner, 1, book.Registry, ContractArtifact.DepartmentRegistry, owner.Address, progress, cancellationToken);
        await CreateAsync(owner, 2, book.Anchor, ContractArtifact.LogAnchor, book.Registry, progress, cancellationToken);
        await CreateAsync(owner, 3, book.Status, ContractArtifact.RecordStatus, book.Registry, progress, cancellationToken);
        if ((await ReadAddressAsync(book.Registry, RegistryAbi.LogAnchor, cancellationToken)).IsZero)
        {
            var data = RegistryAbi.BindContracts.EncodeCall(book.Anchor, book.Status);
            await _sender.SendAsync(owner, book.Registry, [.. data], cancellationToken);
        }

        await CheckAsync(book, chainId, bookPath, cancellationToken);
        progress?.Report(new DeployProgress(Steps, Steps, "bindContracts"));
        book.Write(bookPath);
        File.Delete(planPath);
        return book;
    }

    public void Dispose() => _connection.Dispose();

    private AddressBook PlanFrom(long nonce, ChainAddress owner, long chainId) => new(
        _rpc, chainId, ContractAddress.Of(owner, nonce), ContractAddress.Of(owner, nonce + 1), ContractAddress.Of(owner, nonce + 2));

    /// <summary>The plan is one line: owner, chain id, first nonce. One for another owner or chain, or overtaken by other use of the account, is dropped.</summary>
    private async Task<long> ReadOrStartPlanAsync(ChainAddress owner, long chainId, string planPath, CancellationToken cancellationToken)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{owner} {chainId} ");
        var next = await _sender.ReadNonceAsync(owner, cancellationToken);
        if (File.Exists(planPath))
        {
            var line = (await File.ReadAllTextAsync(planPath, cancellationToken)).TrimEnd('\n');
            if (line.StartsWith(prefix, StringComparison.Ordinal)
                && long.TryParse(line.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var planned)
                && await CanGoOnAsync(PlanFrom(planned, owner, chainId), next - planned, cancellationToken))
            {
                return planned;
            }
        }

        DurableFile.Replace(planPath, System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{prefix}{next}\n")));
        return next;
    }

    /// <summary>True when every nonce used since the plan was made created its contract, or bound them.</summary>
    private async Task<bool> CanGoOnAsync(AddressBook plan, long used, CancellationToken cancellationToken)
    {
        ChainAddress[] contracts = [plan.Registry, plan.Anchor, plan.Status];
        for (var i = 0; i < contracts.Length && i < used; i++)
        {
            if (!await HasCodeAsync(contracts[i], cancellationToken))
            {
                return false;
            }
        }

        return used >= 0;
    }

    private async Task CreateAsync(
        IOperatorKey owner, int step, ChainAddress planned, ContractArtifact artifact, AbiValue argument,
        IProgress<DeployProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new DeployProgress(step - 1, Steps, artifact.Name));
        if (!await HasCodeAsync(planned, cancellationToken))
        {
            await _sender.SendAsync(owner, null, artifact.CreationCode("(address)", argument), cancellationToken);
        }
    }

    /// <summary>The book with today's address of the chain, when the registry it names is there and names the same contracts.</summary>
    private async Task<AddressBook> CheckAsync(AddressBook book, long chainId, string bookPath, CancellationToken cancellationToken)
    {
        if (book.ChainId != chainId
            || !await HasCodeAsync(book.Registry, cancellationToken)
            || !await HasCodeAsync(book.Anchor, cancellationToken)
            || !await HasCodeAsync(book.Status, cancellationToken)
            || await ReadAddressAsync(book.Registry, RegistryAbi.LogAnchor, cancellationToken) != book.Anchor
            || await ReadAddressAsync(book.Registry, RegistryAbi.RecordStatus, cancellationToken) != book.Status)
        {
            throw new DeploymentMismatchException(book, chainId);
        }

        if (book.Rpc == _rpc)
        {
            return book;
        }

        // The embedded chain may have had to move to another port.
        var moved = book with { Rpc = _rpc };
        moved.Write(bookPath);
        return moved;
    }

    private ValueTask<bool> HasCodeAsync(ChainAddress contract, CancellationToken cancellationToken) => _connection.UseAsync(
        async session => ChainJson.Data(
            (await session.AskAsync(new RpcCall("eth_getCode", contract.ToString(), ChainSession.Latest), cancellationToken)).Get()).Length > 0,
        cancellationToken);

    private ValueTask<ChainAddress> ReadAddressAsync(ChainAddress contract, AbiFunction function, CancellationToken cancellationToken) =>
        _connection.UseAsync(
            async session => (await session.ViewAsync(new ViewCall(contract, function), ChainSession.Latest, cancellationToken))[0].Address,
            cancellationToken);
}

/// <summary>The address book names contracts that the chain does not have: another chain, or one that lost its past. Nothing was changed.</summary>
public sealed class DeploymentMismatchException(AddressBook book, long chainId) : Exception(
    $"The address book names registry {book.Registry} on chain {book.ChainId}, but chain {chainId} does not have these contracts. "
    + "Use the chain they were deployed on, or move the address book away to deploy anew.");
