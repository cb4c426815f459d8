using System.Globalization;
using Ledger.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Ethereum.Generated.RecordStatus;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Transactions;
using Ledger.Files;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Registry;

/// <summary>
/// Deploys the three contracts. The address of a contract is computed from the address and nonce of the deployer, so each contract can store
/// the addresses of the others before they exist. The first nonce is written to a file before anything is sent, so an interrupted deployment
/// continues where it stopped. The deploying account has no rights afterwards.
/// </summary>
public sealed class ContractDeployer : IDisposable
{
    private const int Steps = 4;
    private readonly Uri _rpc;
    private readonly ChainConnection _connection;
    private readonly SetUpSender _sender;

    /// <param name="rpc">The JSON-RPC address of the chain.</param>
    /// <param name="zeroFees">Whether transactions offer no fee.</param>
    public ContractDeployer(Uri rpc, bool zeroFees)
    {
        _rpc = rpc;
        _connection = new ChainConnection(
            new EthereumChainOptions { Endpoints = [rpc], Registry = default, ZeroFees = zeroFees }, ChainHttp.DefaultFactory);
        _sender = new SetUpSender(_connection, new TransactionWriter(zeroFees));
    }

    /// <summary>The id that the chain must have. Null accepts any.</summary>
    public long? ChainId { get; init; }

    /// <summary>The hash that block 0 must have. Null accepts any.</summary>
    public Digest? Genesis { get; init; }

    /// <summary>Whether the address book contains the address of the chain. True for the node's embedded chain.</summary>
    public bool NamesRpc { get; init; }

    /// <summary>Whether existing contracts must have the requested council. The council may have changed since its deployment.</summary>
    public bool EnsuresCouncil { get; init; }

    /// <summary>
    /// Deploys the contracts, or returns the deployment in the address book at <paramref name="bookPath"/> after checking that it is complete and
    /// has the code of these contracts. The deployer's account must be able to pay for gas unless the chain has no fees.
    /// </summary>
    /// <exception cref="FaultException">The chain cannot be reached. Run again to continue.</exception>
    /// <exception cref="FaultException">It is another chain, or it does not have the expected contracts.</exception>
    /// <exception cref="InvalidDataException">The file is not an address book.</exception>
    public async Task<AddressBook> DeployAsync(
        IOperatorKey deployer, CouncilSetUp council, string bookPath, IProgress<DeployProgress>? progress, CancellationToken cancellationToken)
    {
        if (council.FindProblem() is { } problem)
        {
            throw new ArgumentException(problem.En, nameof(council));
        }

        var (chainId, genesis, latest) = await ReadChainAsync(cancellationToken);
        if (AddressBook.Find(bookPath) is { } existing)
        {
            var found = await FindAsync(existing, bookPath, cancellationToken);
            return !EnsuresCouncil || await FindCouncilDifferenceAsync(found, council, cancellationToken) is not { } difference ? found
                : throw new FaultException(GovernanceFaults.CouncilDiffers, $"Registry {found.Registry}: {difference}");
        }

        var planPath = bookPath + ".plan";
        var plan = await ReadOrStartPlanAsync(deployer.Address, chainId, latest, planPath, cancellationToken);
        var book = PlanFrom(plan, deployer.Address, chainId, genesis);
        var registry = new DepartmentRegistryDeployment
        {
            Loganchor = book.Anchor.ToString(),
            Recordstatus = book.Status.ToString(),
            Members = [.. council.Members.Select(member => member.ToString())],
            Threshold = council.Threshold,
            Leastdelay = (ulong)council.LeastDelay.TotalSeconds,
            Delay = (ulong)council.Delay.TotalSeconds,
            Lifetime = (ulong)council.Lifetime.TotalSeconds,
        };
        await CreateAsync(deployer, 1, book.Registry, ContractArtifact.DepartmentRegistry, registry, progress, cancellationToken);
        await CreateAsync(
            deployer, 2, book.Anchor, ContractArtifact.LogAnchor, new LogAnchorDeployment { Registry = book.Registry.ToString() }, progress, cancellationToken);
        await CreateAsync(
            deployer, 3, book.Status, ContractArtifact.RecordStatus, new RecordStatusDeployment { Registry = book.Registry.ToString() }, progress, cancellationToken);
        progress?.Report(new DeployProgress(Steps - 1, Steps, "check"));
        await CheckNewAsync(book, council, cancellationToken);
        progress?.Report(new DeployProgress(Steps, Steps, "done"));
        book.Write(bookPath);
        File.Delete(planPath);
        return book;
    }

    /// <summary>Checks that the chain matches an address book: chain id, block 0, and the code at each address.</summary>
    /// <exception cref="FaultException">The chain does not match the book.</exception>
    /// <exception cref="FaultException">The chain cannot be reached.</exception>
    public async Task CheckAsync(AddressBook book, CancellationToken cancellationToken) => await _connection.UseAsync(
        async session =>
        {
            await DeploymentCheck.RunAsync(session, book, cancellationToken);
            return true;
        },
        cancellationToken);

    public void Dispose() => _connection.Dispose();

    private AddressBook PlanFrom(Plan plan, ChainAddress deployer, long chainId, Digest genesis) => new()
    {
        ChainId = chainId,
        Genesis = genesis,
        Registry = ContractAddress.Compute(deployer, plan.Nonce),
        Anchor = ContractAddress.Compute(deployer, plan.Nonce + 1),
        Status = ContractAddress.Compute(deployer, plan.Nonce + 2),
        Block = plan.Block,
        Rpc = NamesRpc ? _rpc : null,
    };

    private async Task<(long ChainId, Digest Genesis, long Latest)> ReadChainAsync(CancellationToken cancellationToken)
    {
        var chain = await _connection.UseAsync(
            async session => (session.ChainId, Genesis: await DeploymentCheck.ReadGenesisAsync(session, cancellationToken),
                (await session.ReadLatestAsync(cancellationToken)).Block.Number),
            cancellationToken);
        DeploymentCheck.EnsureChain(chain.ChainId, ChainId ?? chain.ChainId);
        DeploymentCheck.EnsureGenesis(chain.Genesis, Genesis ?? chain.Genesis);
        return chain;
    }

    /// <summary>
    /// Reads or starts the plan. The plan is one line: deployer, chain id, first nonce, first block that can contain a contract. A plan for another
    /// account or chain is replaced. So is a plan with nonces that the account has used for something else.
    /// </summary>
    private async Task<Plan> ReadOrStartPlanAsync(
        ChainAddress deployer, long chainId, long latest, string planPath, CancellationToken cancellationToken)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{deployer} {chainId} ");
        var next = await _sender.ReadNonceAsync(deployer, cancellationToken);
        if (File.Exists(planPath))
        {
            var line = (await File.ReadAllTextAsync(planPath, cancellationToken)).TrimEnd('\n');
            if (line.StartsWith(prefix, StringComparison.Ordinal) && Plan.TryParse(line[prefix.Length..], out var planned)
                && await CanContinueAsync(deployer, planned, next - planned.Nonce, cancellationToken))
            {
                return planned;
            }
        }

        var plan = new Plan(next, latest + 1);
        DurableFiles.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(planPath))!); // The full path of a file contains a folder.
        DurableFiles.Replace(planPath, System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{prefix}{plan}\n")));
        return plan;
    }

    /// <summary>True when every nonce used since the plan was made created its contract.</summary>
    private async Task<bool> CanContinueAsync(ChainAddress deployer, Plan plan, long used, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 3 && i < used; i++)
        {
            if (!await HasCodeAsync(ContractAddress.Compute(deployer, plan.Nonce + i), cancellationToken))
            {
                return false;
            }
        }

        return used >= 0;
    }

    private async Task CreateAsync(
        IOperatorKey deployer, int step, ChainAddress planned, ContractArtifact artifact, ContractDeploymentMessage arguments,
        IProgress<DeployProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new DeployProgress(step - 1, Steps, artifact.Name));
        if (!await HasCodeAsync(planned, cancellationToken))
        {
            await _sender.SendAsync(deployer, null, artifact.CreationCode(arguments), cancellationToken);
        }
    }

    /// <summary>
    /// Checks the code of the new contracts and that they have the requested council. An earlier run may have started with another council.
    /// </summary>
    private async Task CheckNewAsync(AddressBook book, CouncilSetUp council, CancellationToken cancellationToken)
    {
        await CheckAsync(book, cancellationToken);
        if (await FindCouncilDifferenceAsync(book, council, cancellationToken) is not null)
        {
            throw new FaultException(
                GovernanceFaults.OtherCouncil,
                $"The interrupted deployment was started with another council (registry {book.Registry}). Name the same members, "
                + "threshold, delays and lifetime, or use another file for a new deployment.");
        }
    }

    /// <summary>Returns how the council on the chain differs from the requested one, as a sentence. Null when it does not.</summary>
    private async Task<string?> FindCouncilDifferenceAsync(AddressBook book, CouncilSetUp council, CancellationToken cancellationToken)
    {
        var found = await _connection.UseAsync(session => CouncilViews.ReadAsync(session, book.Registry, ChainSession.Latest, cancellationToken), cancellationToken);
        string?[] differences =
        [
            found.Members.ToHashSet().SetEquals(council.Members) ? null : $"members {string.Join(',', found.Members)}",
            found.Threshold == council.Threshold ? null : string.Create(CultureInfo.InvariantCulture, $"threshold {found.Threshold}"),
            found.LeastDelay == council.LeastDelay ? null : $"least delay {found.LeastDelay:c}",
            found.Delay == council.Delay ? null : $"delay {found.Delay:c}",
            found.Lifetime == council.Lifetime ? null : $"lifetime {found.Lifetime:c}",
        ];
        return Array.TrueForAll(differences, difference => difference is null) ? null : "on the chain " + string.Join("; ", differences.OfType<string>());
    }

    /// <summary>Checks the chain against the book and returns the book with the current address of the chain.</summary>
    private async Task<AddressBook> FindAsync(AddressBook book, string bookPath, CancellationToken cancellationToken)
    {
        await CheckAsync(book, cancellationToken);
        if (!NamesRpc || book.Rpc == _rpc)
        {
            return book;
        }

        // The embedded chain may have moved to another port.
        var moved = book with { Rpc = _rpc };
        moved.Write(bookPath);
        return moved;
    }

    private ValueTask<bool> HasCodeAsync(ChainAddress contract, CancellationToken cancellationToken) => _connection.UseAsync(
        async session => ChainJson.Data((await session.AskAsync(ChainRequests.Code(contract), cancellationToken)).Get()).Length > 0,
        cancellationToken);

    private sealed record Plan(long Nonce, long Block)
    {
        public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Plan? plan)
        {
            var parts = text.Split(' ');
            var (nonce, block) = (0L, 0L);
            plan = parts.Length == 2
                && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out nonce)
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out block)
                ? new Plan(nonce, block)
                : null;
            return plan is not null;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Nonce} {Block}");
    }
}
