using System.Text.Json;
using Ledger.Access;
using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Development;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Transactions;
using Ledger.Files;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;
using Ledger.Web.Data;
using Ledger.Web.Terminal;

namespace Ledger.Web.Embedded;

/// <summary>
/// Sets up a demonstration, which needs no settings: the node's own chain, the contracts on it, and four demo departments with keys and
/// tokens. Each step first checks whether it is already done, so an interrupted start continues at the next one.
/// </summary>
internal sealed class EmbeddedProfile(DataDirectory data, IDepartmentKeys keys, AccessTokens tokens, IStartUpOutput output)
{
    /// <summary>Starts the chain, which pages of this node may ask. The caller stops it.</summary>
    /// <exception cref="FaultException">The chain's program cannot be downloaded or started.</exception>
    public Task<DevChain> StartChainAsync(int? port, Uri node, CancellationToken cancellationToken) => DevChain.StartAsync(
        new DevChainOptions { DataDirectory = data.Chain, Port = port, AllowedOrigin = node.GetLeftPart(UriPartial.Authority) },
        output.Progress<DevChainProgress>(step => (step.Chinese, step.English)), cancellationToken);

    /// <summary>Deploys the contracts, unless they are already on the chain. The node's own account is the only member of the council.</summary>
    /// <exception cref="FaultException">The address book cannot be read, or the chain does not match it.</exception>
    public async Task<AddressBook> DeployAsync(DevChain chain, CancellationToken cancellationToken)
    {
        var member = Member();
        if (!File.Exists(data.AddressBook))
        {
            output.WriteStep("正在部署合约……", "Deploying the contracts …");
            await chain.FundAsync(member.Address, cancellationToken);
        }

        // The port of the chain may have changed since the last start. The deployer writes the current address to the book.
        using var deployer = new ContractDeployer(chain.Rpc, zeroFees: false) { ChainId = chain.ChainId, NamesRpc = true };
        try
        {
            return await deployer.DeployAsync(member, CouncilSetUp.OneMember(member.Address), data.AddressBook, progress: null, cancellationToken);
        }
        catch (InvalidDataException problem)
        {
            throw new FaultException(StartUpFaults.AddressBookWrong, problem.Message, problem);
        }
        catch (FaultException problem) when (!ChainOutages.Includes(problem))
        {
            // The codes of the deployment advise an operator of the command line. A node names the data directory.
            throw new FaultException(StartUpFaults.ChainDoesNotMatch, problem.Detail, problem);
        }
    }

    /// <summary>Registers the demo departments with their keys and types. One decision of the council registers everything that is missing.</summary>
    public async Task RegisterAsync(
        DevChain dev, EthereumAnchorChain chain, IReadOnlyList<DepartmentProfile> departments, RecordTypeCatalogue catalogue, Uri nodeUrl,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var registry = new RegistryClient(chain);
        var missing = new List<CouncilCall>(await ListMissingTypesAsync(registry, catalogue, cancellationToken));
        foreach (var department in departments)
        {
            missing.AddRange(await ListMissingAsync(dev, registry, department, catalogue, nodeUrl, cancellationToken));
        }

        if (missing.Count > 0)
        {
            output.WriteStep("正在登记演示部门与记录类型……", "Registering the demo departments and the record types …");
            await new CouncilClient(chain, clock).DecideAsync(Member(), missing, "The demonstration's departments and record types", cancellationToken);
        }

        // Each department sends from its own account, so they can send in parallel.
        await Task.WhenAll(departments.Select(async department =>
        {
            await AddRecordKeyAsync(chain, registry, department, cancellationToken);
            await MoveNodeUrlAsync(chain, registry, department, nodeUrl, cancellationToken);
        }));
    }

    /// <summary>
    /// Creates the tokens of the demo departments once, and writes them to a file for scripts. Replaces expired tokens. A withdrawn token stays
    /// withdrawn.
    /// </summary>
    public void WriteTokens(IReadOnlyList<DepartmentProfile> departments)
    {
        var kept = ReadTokens();
        if (kept is not null && !kept.Values.SelectMany(roles => roles.Values).Any(HasExpired))
        {
            return;
        }

        var made = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var department in departments)
        {
            var byRole = made[department.Id.ToString()] = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var role in Enum.GetValues<Role>())
            {
                var name = RoleNames.Format(role);
                byRole[name] = kept?.GetValueOrDefault(department.Id.ToString())?.GetValueOrDefault(name) is { } token && !HasExpired(token)
                    ? token
                    : tokens.Replace(new TokenHolder("demo-" + name, department.Id, role));
            }
        }

        DurableFiles.Replace(data.DemoTokens, JsonSerializer.SerializeToUtf8Bytes(made, JsonFiles.Indented), isSecret: true);
    }

    // Null when there is no file. An unreadable file was changed by somebody, so it counts as empty and is not replaced.
    private Dictionary<string, Dictionary<string, string>>? ReadTokens()
    {
        try
        {
            return File.Exists(data.DemoTokens)
                ? JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(File.ReadAllBytes(data.DemoTokens)) ?? []
                : null;
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private bool HasExpired(string token) => tokens.Check(token).Fault == AccessFaults.TokenExpired;

    private OperatorKey Member() => new(keys.NodeAccountKey());

    private static async Task<IEnumerable<CouncilCall>> ListMissingTypesAsync(
        RegistryClient registry, RecordTypeCatalogue catalogue, CancellationToken cancellationToken)
    {
        var registered = await registry.FindTypesAsync([.. catalogue.Types.Select(type => type.Metadata.Vct)], cancellationToken);
        var missing = catalogue.Types.Zip(registered)
            .Where(pair => pair.Second is null)
            .Select(pair => new RecordTypeRegistration(pair.First.Metadata.Vct, Digest.Sha256(pair.First.Octets.AsSpan())))
            .ToList();
        return missing.Count > 0 ? [CouncilCall.RegisterTypes(missing)] : [];
    }

    private async Task<IEnumerable<CouncilCall>> ListMissingAsync(
        DevChain dev, RegistryClient registry, DepartmentProfile department, RecordTypeCatalogue catalogue, Uri nodeUrl,
        CancellationToken cancellationToken)
    {
        var calls = new List<CouncilCall>();
        if (await registry.FindDepartmentAsync(department.Origin, cancellationToken) is null)
        {
            var account = new OperatorKey(keys.AccountKey(department.Id)).Address;
            await dev.FundAsync(account, cancellationToken);
            var logKey = keys.LogKey(department.Id, department.Origin).Key.PublicKey;
            calls.Add(CouncilCall.Admit(
                department.Origin, account, nodeUrl.ToString(), Digest.TryRead(logKey.AsSpan(), out var key) ? key : default));
        }

        string[] types = [.. catalogue.ListTypes(department.Id.ToString()).Select(type => type.Metadata.Vct)];
        var authorities = await registry.ReadAuthoritiesAsync(department.Origin, types, cancellationToken);
        string[] missing = [.. types.Where((_, i) => authorities[i].IsEmpty)];
        return missing.Length > 0 ? [.. calls, CouncilCall.AuthoriseTypes(department.Origin, missing)] : calls;
    }

    private Es256Signer? TryReadKey(DepartmentProfile department)
    {
        try
        {
            return keys.RecordKey(department.Id);
        }
        catch (FaultException problem) when (problem.Fault == StoreFaults.KeyUnusable)
        {
            return null;
        }
    }

    // The address of the node may have changed since the last start. A suspended department cannot register an address.
    private async Task MoveNodeUrlAsync(
        EthereumAnchorChain chain, RegistryClient registry, DepartmentProfile department, Uri nodeUrl, CancellationToken cancellationToken)
    {
        if (await registry.FindDepartmentAsync(department.Origin, cancellationToken) is { SuspendedAt: null } known && known.NodeUrl != nodeUrl.ToString())
        {
            await new DepartmentClient(chain, new OperatorKey(keys.AccountKey(department.Id)), department.Origin).SetNodeUrlAsync(nodeUrl.ToString(), cancellationToken);
        }
    }

    private async Task AddRecordKeyAsync(
        EthereumAnchorChain chain, RegistryClient registry, DepartmentProfile department, CancellationToken cancellationToken)
    {
        if (TryReadKey(department) is not { } key)
        {
            return; // Only this department is down then. Opening it reports the reason.
        }

        using var signer = key;
        var known = await registry.ReadRecordKeysAsync(department.Origin, cancellationToken);
        if (!known.Any(key => key.Thumbprint == signer.Thumbprint))
        {
            await new DepartmentClient(chain, new OperatorKey(keys.AccountKey(department.Id)), department.Origin).AddRecordKeyAsync(
                new RecordKeyRegistration(signer.Thumbprint, 1, [.. signer.PublicKey.PublicKey.Span], null, null), cancellationToken);
        }
    }
}
