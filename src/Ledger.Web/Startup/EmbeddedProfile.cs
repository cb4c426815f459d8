using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Ethereum;
using Ledger.Ethereum.Development;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Transactions;
using Ledger.Files;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Web.Startup;

/// <summary>
/// What a newcomer gets without setting anything: a chain of the node's own, the contracts on it, and four demo departments with keys and
/// tokens. Each step looks first whether it is done, so a start that was cut off goes on where it stopped.
/// </summary>
internal sealed class EmbeddedProfile(DataDirectory data, KeyFiles keys, TokenFile tokens, IStartUpVoice voice)
{
    /// <summary>Starts the chain. The caller stops it.</summary>
    /// <exception cref="DevChainException">It cannot be fetched or started.</exception>
    public Task<DevChain> StartChainAsync(int? port, CancellationToken cancellationToken) => DevChain.StartAsync(
        new DevChainOptions { DataDirectory = data.Chain, Port = port },
        voice.Progress<DevChainProgress>(step => (step.Chinese, step.English)), cancellationToken);

    /// <summary>Puts the contracts on the chain, or finds them there.</summary>
    public async Task<AddressBook> DeployAsync(DevChain chain, CancellationToken cancellationToken)
    {
        var owner = Owner();
        if (!File.Exists(data.AddressBook))
        {
            voice.Say("正在部署合约……", "Deploying the contracts …");
            await chain.FundAsync(owner.Address, cancellationToken);
        }

        using var deployer = new ContractDeployer(chain.Rpc, chain.ChainId, zeroFees: false);
        var book = await deployer.DeployAsync(owner, data.AddressBook, progress: null, cancellationToken);

        // The chain may answer on another port than last time; the file says where it is now.
        if (book.Rpc != chain.Rpc)
        {
            book = book with { Rpc = chain.Rpc };
            book.Write(data.AddressBook);
        }

        return book;
    }

    /// <summary>Registers the demo departments with their keys and types, as far as they are not.</summary>
    public async Task RegisterAsync(
        DevChain dev, EthereumAnchorChain chain, IReadOnlyList<DepartmentProfile> departments, RecordTypeCatalogue catalogue, Uri nodeUrl,
        CancellationToken cancellationToken)
    {
        var registry = new RegistryClient(chain);
        await RegisterTypesAsync(registry, catalogue, cancellationToken);
        foreach (var department in departments)
        {
            await RegisterAsync(dev, registry, department, catalogue, nodeUrl, cancellationToken);
        }
    }

    /// <summary>Makes the demo departments' tokens, once, and writes them where scripts find them.</summary>
    public void WriteTokens(IReadOnlyList<DepartmentProfile> departments)
    {
        if (File.Exists(data.DemoTokens))
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
                byRole[name] = tokens.Replace(new TokenHolder("demo-" + name, department.Id, role));
            }
        }

        DurableFiles.Replace(data.DemoTokens, JsonSerializer.SerializeToUtf8Bytes(made, JsonFiles.Indented), isSecret: true);
    }

    private OperatorKey Owner() => new(keys.NodeAccountKey());

    private async Task RegisterTypesAsync(RegistryClient registry, RecordTypeCatalogue catalogue, CancellationToken cancellationToken)
    {
        var missing = new List<RecordTypeRegistration>();
        foreach (var type in catalogue.Types)
        {
            if (await registry.FindTypeAsync(type.Metadata.Vct, cancellationToken) is null)
            {
                missing.Add(new RecordTypeRegistration(type.Metadata.Vct, Digest.Sha256(type.Octets.AsSpan())));
            }
        }

        if (missing.Count > 0)
        {
            voice.Say("正在登记记录类型……", "Registering the record types …");
            await registry.RegisterTypesAsync(Owner(), missing, cancellationToken);
        }
    }

    private async Task RegisterAsync(
        DevChain dev, RegistryClient registry, DepartmentProfile department, RecordTypeCatalogue catalogue, Uri nodeUrl,
        CancellationToken cancellationToken)
    {
        var account = new OperatorKey(keys.AccountKey(department.Id));
        if (await registry.FindDepartmentAsync(department.Origin, cancellationToken) is null)
        {
            voice.Say($"正在登记{department.Name.Zh}……", $"Admitting the {department.Name.En} …");
            await dev.FundAsync(account.Address, cancellationToken);
            var logKey = keys.LogKey(department.Id, department.Origin).Key.PublicKey;
            await registry.AdmitAsync(
                Owner(), department.Origin, account.Address, nodeUrl.ToString(),
                Digest.TryRead(logKey.AsSpan(), out var key) ? key : default, cancellationToken);
        }

        await AddRecordKeyAsync(registry, department, account, cancellationToken);
        await AuthoriseAsync(registry, department, catalogue, cancellationToken);
    }

    private async Task AddRecordKeyAsync(RegistryClient registry, DepartmentProfile department, OperatorKey account, CancellationToken cancellationToken)
    {
        using var signer = keys.RecordKey(department.Id);
        var known = await registry.ReadRecordKeysAsync(department.Origin, cancellationToken);
        if (!known.Any(key => key.Thumbprint == signer.Thumbprint))
        {
            await registry.AddRecordKeyAsync(
                account, department.Origin,
                new RecordKeyRegistration(signer.Thumbprint, 1, [.. signer.PublicKey.PublicKey.Span], null, null), cancellationToken);
        }
    }

    private async Task AuthoriseAsync(RegistryClient registry, DepartmentProfile department, RecordTypeCatalogue catalogue, CancellationToken cancellationToken)
    {
        var missing = ImmutableArray.CreateBuilder<string>();
        foreach (var type in catalogue.TypesOf(department.Id.ToString()))
        {
            if ((await registry.ReadAuthoritiesAsync(department.Origin, type.Metadata.Vct, cancellationToken)).IsEmpty)
            {
                missing.Add(type.Metadata.Vct);
            }
        }

        if (missing.Count > 0)
        {
            await registry.AuthoriseTypesAsync(Owner(), department.Origin, missing, cancellationToken);
        }
    }
}
