using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Issuing;
using Ledger.Network.Tests.Chain;
using Ledger.Network.Tests.Services;
using Ledger.Verify.Faults;
using Ledger.Web.Tests.Running;

namespace Ledger.Network.Tests;

/// <summary>
/// Tests two departments on two nodes of the service, each with its own chain node, on a chain of three nodes that forks and recovers by itself.
/// Each of the two chain nodes is killed in turn while both departments issue. No acknowledged record is lost.
/// </summary>
public sealed class NetworkTests
{
    private const int Depth = 3;
    private static readonly string Finality = $"depth:{Depth}";

    [Fact]
    public async Task TwoDepartments_WhileChainNodesDieAndRestart_LoseNothing()
    {
        using var folder = new TemporaryFolder();
        NodeProcess.Keeper = ["node", Path.Combine(ChainNetwork.Programs, "keep.mjs")];
        var consortium = new Consortium();
        Department[] departments = [new Department(folder.Path, "east"), new Department(folder.Path, "west")];

        await using var network = await ChainNetwork.StartAsync(folder.Path, [.. consortium.Accounts, .. departments.Select(one => one.Operator.Address)]);
        await using var watch = new ForkWatch(network);
        Say("chain");
        var book = await consortium.DeployAsync(folder.Path, network);
        Say("contracts");
        await AdmitAsync(consortium, network, book, departments);
        Say("departments");
        await using var east = await Service.StartAsync(departments[0], $"{book.Registry}", Depth, network.Nodes[0], network.Nodes[1]);
        await using var west = await Service.StartAsync(departments[1], $"{book.Registry}", Depth, network.Nodes[1], network.Nodes[2]);
        Service[] services = [east, west];
        try
        {
            await VerifyEachOtherAsync(folder, network, book, east, west);
            Say("verified each other");
            await LoseAndRegainAsync(network, network.Nodes[0], services);
            Say("first chain node back");
            await LoseAndRegainAsync(network, network.Nodes[1], services);
            Say("second chain node back");
            await CheckNothingIsLostAsync(folder, network, book, services);
        }
        catch (Exception problem)
        {
            throw new InvalidOperationException($"{network.Describe()}\n{string.Join('\n', services.Select(Last))}", problem);
        }

        Say($"all checked: {watch.Forks} forks, {watch.Reorganisations} reorganisations, the deepest of {watch.Deepest} blocks; "
            + $"{services.Sum(one => one.Acknowledged.Count)} records, {services.Sum(one => one.StepsBack)} steps back");
    }

    private static async Task AdmitAsync(Consortium consortium, ChainNetwork network, AddressBook book, Department[] departments)
    {
        using var chain = Chain(book, network.Nodes[2]);
        var type = (await RecordTypeCatalogue.LoadAsync(TestContext.Current.CancellationToken)).Find(TestRecords.Completion()["type"]!.GetValue<string>())!; // Not null, because the catalogue contains this type.
        await consortium.AdmitAsync(chain, network, type.Metadata.Vct, [.. type.Octets], departments);
    }

    /// <summary>Asserts that each service, and the command with the other chain node, verifies the record of the other department as valid.</summary>
    private static async Task VerifyEachOtherAsync(TemporaryFolder folder, ChainNetwork network, AddressBook book, Service east, Service west)
    {
        foreach (var (issuer, other, chain) in new[] { (east, west, network.Nodes[1]), (west, east, network.Nodes[0]) })
        {
            var id = await issuer.IssueAsync();
            await Waiting.UntilAsync(() => issuer.IsFinalAsync(id), $"the first record of {issuer.Department.Name} is final", () => Last(issuer));
            var bundle = await issuer.BundleAsync(id);

            // The other chain node may be a block behind the one that made the record final.
            await Waiting.UntilAsync(
                async () => (await other.VerifyAsync(bundle))["verdict"]!.GetValue<string>() == "valid",
                $"{other.Department.Name} says that the record of {issuer.Department.Name} is valid", () => Last(other));
            var run = await VerifyAsync(book, chain, [folder.File($"first-{issuer.Department.Name}.json", bundle)]);
            Assert.True(run.ExitCode == 0, run.ToString());
        }
    }

    /// <summary>Kills and restarts a chain node. Meanwhile both departments issue records, which become final before the restart.</summary>
    private static async Task LoseAndRegainAsync(ChainNetwork network, ChainNode victim, Service[] services)
    {
        var desks = services.Select(service => new Desk(service)).ToArray();
        try
        {
            await network.KillAsync(victim);
            foreach (var service in services)
            {
                var (id, revoked) = (await service.IssueAsync(), await service.IssueAsync());
                await service.RevokeAsync(revoked);
                service.Revoked.Add(revoked);
                await Waiting.UntilAsync(
                    () => service.IsFinalAsync(id),
                    $"a record of {service.Department.Name} is final without chain node {victim.Index}", () => $"{network.Describe()}\n{Last(service)}");
            }

            await network.StartAsync(victim);
            await network.AgreeAsync(Depth);
        }
        finally
        {
            foreach (var desk in desks)
            {
                await desk.DisposeAsync();
            }
        }
    }

    private static async Task CheckNothingIsLostAsync(TemporaryFolder folder, ChainNetwork network, AddressBook book, Service[] services)
    {
        foreach (var service in services)
        {
            await Waiting.UntilAsync(service.AreAllFinalAsync, $"all records of {service.Department.Name} are final", () => $"{network.Describe()}\n{Last(service)}");
            Assert.Empty(service.WrongLevels);

            // The log contains every record, every revocation and every read of a bundle, and nothing else.
            Assert.Equal(service.Acknowledged.Count + service.Revoked.Count + service.BundlesRead, await service.SizeAsync());
        }

        await Waiting.UntilAsync(() => IsOnAllAsync(network, book, services), "every chain node has all anchors and statuses", network.Describe);
        await network.AgreeAsync(Depth);
        foreach (var service in services)
        {
            var name = service.Department.Name;
            var bundles = new List<string>();
            foreach (var id in service.Acknowledged.Except(service.Revoked))
            {
                bundles.Add(folder.File($"{name}-{id}.json", await service.BundleAsync(id)));
            }

            var revoked = folder.File($"{name}-revoked.json", await service.BundleAsync(service.Revoked[0]));
            await Task.WhenAll(network.Nodes.Select(async node =>
            {
                // The nodes agree, so each verifies a share of the bundles, a few at a time, because every check calls the chain several times.
                foreach (var some in bundles.Where((_, i) => i % network.Nodes.Count == node.Index).Chunk(5))
                {
                    var run = await UntilCheckedAsync(() => VerifyAsync(book, node, some));
                    Assert.True(run.ExitCode == 0, $"Chain node {node.Index} about the records of {name}: {run}");
                }

                Assert.Equal(1, (await UntilCheckedAsync(() => VerifyAsync(book, node, [revoked]))).ExitCode);
            }));
            var audit = await UntilCheckedAsync(() => CliRun.RunAsync(
                "audit", "--node", service.Address.AbsoluteUri, "--rpc", network.Nodes[2].Rpc.AbsoluteUri, "--registry", $"{book.Registry}", "--finality", Finality,
                "--timeout", "60", "--tokens", service.Department.TokensFile));
            Assert.True(audit.ExitCode == 0, audit.ToString());
        }
    }

    /// <summary>
    /// Runs a command until it has a result. A chain node that has just imported a block can answer for a moment that it has no state for it; then the
    /// command says that it could not check (exit code 2). It must never say anything against the records meanwhile.
    /// </summary>
    private static async Task<CliRun> UntilCheckedAsync(Func<Task<CliRun>> command)
    {
        CliRun? run = null;
        await Waiting.UntilAsync(async () => (run = await command()).ExitCode != 2, "the chain node can be asked", () => $"{run}");
        return run!; // Not null: the condition was true.
    }

    /// <summary>Checks that each chain node shows, for each department, anchors without a gap up to the end of the log, and all statuses.</summary>
    private static async Task<bool> IsOnAllAsync(ChainNetwork network, AddressBook book, Service[] services)
    {
        var cancel = TestContext.Current.CancellationToken;
        try
        {
            foreach (var node in network.Nodes)
            {
                using var chain = Chain(book, node);
                foreach (var service in services)
                {
                    var anchors = await chain.ReadAnchorHistoryAsync(service.Department.Profile.Origin, cancel);
                    var statuses = await chain.ReadStatusChangesAsync(service.Department.Profile.Origin, cancel);
                    if (!anchors.IsWhole || anchors.Head.Size != await service.SizeAsync() || !statuses.IsWhole || statuses.Count != service.Revoked.Count)
                    {
                        return false;
                    }
                }
            }

            return true;
        }
        catch (FaultException outage) when (ChainOutages.Includes(outage))
        {
            return false; // The chain was reorganised during the read.
        }
    }

    private static EthereumAnchorChain Chain(AddressBook book, ChainNode node) => new(new EthereumChainOptions
    {
        Endpoints = [node.Rpc],
        Registry = book.Registry,
        ChainId = book.ChainId,
        GenesisHash = book.Genesis,
        FirstBlock = book.Block,
        Finality = FinalityMode.AtDepth(Depth),
    });

    private static Task<CliRun> VerifyAsync(AddressBook book, ChainNode node, IEnumerable<string> bundles) => CliRun.RunAsync(
        ["verify", .. bundles, "--rpc", node.Rpc.AbsoluteUri, "--registry", $"{book.Registry}", "--finality", Finality, "--timeout", "60"]);

    private static string Last(Service service) =>
        $"{service.Department.Name}:\n{string.Join('\n', service.Output.Split('\n').TakeLast(40))}";

    private static void Say(string what) => TestContext.Current.SendDiagnosticMessage($"{TimeProvider.System.GetUtcNow():HH:mm:ss} {what}");
}
