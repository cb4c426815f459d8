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
/// What a newcomer gets without setting anything: a chain of the node's own, the contracts on it, and four demo departments with keys and
/// tokens. Each step looks first whether it is done, so a start that was cut off goes on where it stopped.
/// </summary>
internal sealed class EmbeddedProfile(DataDirectory data, IDepartmentKeys keys, AccessTokens tokens, IStartUpVoice voice)
{
    /// <summary>Starts the chain. The caller stops it.</summary>
    /// <exception cref="DevChainException">It cannot be fetched or started.</exception>
    public Task<DevChain> StartChainAsync(int? port, CancellationToken cancellationToken) => DevChain.StartAsync(
        new DevChainOptions { DataDirectory = data.Chain, Port = port },
        voice.Progress<DevChainProgress>(step => (step.Chinese, step.English)), cancellationToken);

    /// <summary>Puts the contracts on the chain, or finds them there. The node's own account is the whole council: nobody else is there to ask.</summary>
    public async Task<AddressBook> DeployAsync(DevChain chain, CancellationToken cancellationToken)
    {
        var member = Member();
        if (!File.Exists(data.AddressBook))
        {
            voice.Say("正在部署合约……", "Deploying the contracts …");
            await chain.FundAsync(member.Address, cancellationToken);
        }

        // The chain may answer on another port than last time; the book says where it is now.
        using var deployer = new ContractDeployer(chain.Rpc, zeroFees: false) { ChainId = chain.ChainId, NamesRpc = true };
        try
        {
            return await deployer.DeployAsync(member, CouncilSetUp.OneMember(member.Address), data.AddressBook, progress: null, cancellationToken);
        }
        catch (InvalidDataException problem)
        {
            throw new FaultException(StartUpFaults.AddressBookWrong, problem.Message, problem);
        }
    }

    /// <summary>Registers the demo departments with their keys and types, as far as they are not: all that is missing in one decision.</summary>
    public async Task RegisterAsync(
        DevChain dev, EthereumAnchorChain chain, IReadOnlyList<DepartmentProfile> departments, RecordTypeCatalogue catalogue, Uri nodeUrl,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var registry = new RegistryClient(chain);
        var missing = new List<CouncilCall>(await MissingTypesAsync(registry, catalogue, cancellationToken));
        foreach (var department in departments)
        {
            missing.AddRange(await MissingOfAsync(dev, registry, department, catalogue, nodeUrl, cancellationToken));
        }

        if (missing.Count > 0)
        {
            voice.Say("正在登记演示部门与记录类型……", "Registering the demo departments and the record types …");
            await new CouncilClient(chain, clock).DecideAsync(Member(), missing, "The demonstration's departments and record types", cancellationToken);
        }

        // Each of its own account, so side by side.
        await Task.WhenAll(departments.Select(async department =>
        {
            await AddRecordKeyAsync(chain, registry, department, cancellationToken);
            await MoveNodeUrlAsync(chain, registry, department, nodeUrl, cancellationToken);
        }));
    }

    /// <summary>
    /// Makes the demo departments' tokens, once, and writes them where scripts find them; those that have expired are made again, those that were
    /// withdrawn stay so.
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
                var name = JsonNamingPolicy.CamelCase.ConvertName(role.ToString());
                byRole[name] = kept?.GetValueOrDefault(department.Id.ToString())?.GetValueOrDefault(name) is { } token && !HasExpired(token)
                    ? token
                    : tokens.Replace(new TokenHolder("demo-" + name, department.Id, role));
            }
        }

        DurableFiles.Replace(data.DemoTokens, JsonSerializer.SerializeToUtf8Bytes(made, JsonFiles.Indented), isSecret: true);
    }

    // Null without such a file. One that cannot be read was changed by somebody, and is left alone.
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

    private static async Task<IEnumerable<CouncilCall>> MissingTypesAsync(
        RegistryClient registry, RecordTypeCatalogue catalogue, CancellationToken cancellationToken)
    {
        var registered = await registry.FindTypesAsync([.. catalogue.Types.Select(type => type.Metadata.Vct)], cancellationToken);
        var missing = catalogue.Types.Zip(registered)
            .Where(pair => pair.Second is null)
            .Select(pair => new RecordTypeRegistration(pair.First.Metadata.Vct, Digest.Sha256(pair.First.Octets.AsSpan())))
            .ToList();
        return missing.Count > 0 ? [CouncilCall.RegisterTypes(missing)] : [];
    }

    private async Task<IEnumerable<CouncilCall>> MissingOfAsync(
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

        string[] types = [.. catalogue.TypesOf(department.Id.ToString()).Select(type => type.Metadata.Vct)];
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
        catch (KeyUnusableException)
        {
            return null;
        }
    }

    // The node may answer on another address than last time. A suspended department cannot say so.
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
            return; // Only this department is down then, and opening it says why.
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
