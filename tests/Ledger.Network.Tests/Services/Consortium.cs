using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Transactions;
using Ledger.Network.Tests.Chain;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;
using Ledger.Web.Tests.Running;

namespace Ledger.Network.Tests.Services;

/// <summary>A council of three members, of whom two must approve. It deploys the contracts with the command and admits the departments.</summary>
internal sealed class Consortium
{
    private const int Depth = 3; // No reorganisation removes a block that is this deep.
    private readonly OperatorKey[] _members = [OperatorKey.Generate(), OperatorKey.Generate(), OperatorKey.Generate()];

    /// <summary>The accounts that need coins.</summary>
    public IEnumerable<ChainAddress> Accounts => _members.Select(member => member.Address);

    /// <summary>Runs <c>ledger contracts deploy</c> until every chain node has the contracts. Repeats it when a reorganisation removes a block of the deployment.</summary>
    public async Task<AddressBook> DeployAsync(string folder, ChainNetwork network)
    {
        var (key, book) = (Path.Combine(folder, "deployer.key"), Path.Combine(folder, "addresses.json"));
        await File.WriteAllTextAsync(key, Convert.ToHexStringLower(_members[0].ExportPrivateKey().AsSpan()));
        var last = "";
        return await Waiting.ForAsync(
            async () =>
            {
                File.Delete(book);
                last = (await DeployAsync(key, book, network.Nodes[2])).ToString();
                if (AddressBook.Find(book) is not { } made)
                {
                    return null;
                }

                // The command runs again on each node and reports whether everything is deployed.
                await network.AgreeAsync(Depth);
                var runs = await Task.WhenAll(network.Nodes.Select(node => DeployAsync(key, book, node)));
                last = string.Concat(runs.Select(run => run.ToString()));
                return runs.All(run => run.ExitCode == 0) ? made : null;
            },
            "the contracts are on every chain node", () => $"{last}\n{network.Describe()}");
    }

    private Task<CliRun> DeployAsync(string key, string book, ChainNode chain) => CliRun.RunAsync(
        "contracts", "deploy", "--rpc", chain.Rpc.AbsoluteUri, "--key-file", key, "--out", book,
        "--members", string.Join(',', Accounts), "--threshold", "2", "--delay", "1s", "--least-delay", "1s");

    /// <summary>
    /// Admits the departments and authorises them to issue this type: one proposal, two approvals, the delay, and the execution. Repeats every step that a
    /// reorganisation removes.
    /// </summary>
    public async Task AdmitAsync(EthereumAnchorChain chain, ChainNetwork network, string vct, byte[] metadata, IReadOnlyList<Department> departments)
    {
        var (registry, last, cancel) = (new RegistryClient(chain), "", TestContext.Current.CancellationToken);
        await Waiting.UntilAsync(
            async () =>
            {
                try
                {
                    if (await registry.FindTypeAsync(vct, cancel) is null)
                    {
                        await DecideAsync(chain, vct, metadata, departments);
                    }

                    await network.AgreeAsync(Depth);
                    foreach (var department in departments)
                    {
                        if ((await registry.ReadRecordKeysAsync(department.Profile.Origin, cancel)).IsEmpty)
                        {
                            await new DepartmentClient(chain, department.Operator, department.Profile.Origin).AddRecordKeyAsync(department.RecordKey, cancel);
                        }
                    }

                    await network.AgreeAsync(Depth);
                    return await registry.FindTypeAsync(vct, cancel) is not null
                        && (await Task.WhenAll(departments.Select(async department => await registry.ReadRecordKeysAsync(department.Profile.Origin, cancel)))).All(keys => !keys.IsEmpty);
                }
                catch (Exception problem) when (ChainOutages.Includes(problem) || problem is CallRevertedException)
                {
                    last = problem.ToString();
                    return false;
                }
            },
            "the departments are admitted", () => $"{last}\n{network.Describe()}");
    }

    private async Task DecideAsync(EthereumAnchorChain chain, string vct, byte[] metadata, IReadOnlyList<Department> departments)
    {
        var cancel = TestContext.Current.CancellationToken;
        var council = new CouncilClient(chain, TimeProvider.System);
        CouncilCall[] calls =
        [
            CouncilCall.RegisterTypes([new RecordTypeRegistration(vct, Digest.Sha256(metadata))]),
            .. departments.SelectMany(department => (CouncilCall[])
            [
                CouncilCall.Admit(department.Profile.Origin, department.Operator.Address, department.Address.AbsoluteUri, department.LogKey),
                CouncilCall.AuthoriseTypes(department.Profile.Origin, [vct]),
            ]),
        ];
        var (id, _) = await council.ProposeAsync(_members[0], calls, "两个部门加入 Two departments join", cancel);
        await council.ApproveAsync(_members[1], id, cancel);
        var proposal = await Waiting.ForAsync(
            async () => await council.FindProposalAsync(id, cancel) is (var now, { } found) && found.StageIn(now) is ProposalStage.Ready ? found : null,
            "the proposal may be executed", () => "");
        await council.ExecuteAsync(_members[2], proposal, cancel);
    }
}
