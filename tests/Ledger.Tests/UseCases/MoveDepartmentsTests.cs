using Ledger.Anchoring;
using Ledger.Migrating;
using Ledger.Tests.Backups;
using Ledger.UseCases;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

/// <summary>Why a department does not move, one refusal each. Whole moves are tested on two real chains.</summary>
public sealed class MoveDepartmentsTests : IDisposable
{
    private readonly DataDirectory _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task Execute_NoMasterKey_IsRefused() => await AssertRefusedAsync(GovernanceFaults.KeyUnusable, new SilentChain());

    [Fact]
    public async Task Execute_NoDepartments_IsRefused()
    {
        await _node.IssueAsync(1);
        Directory.Delete(_node.Data.Departments, recursive: true);

        await AssertRefusedAsync(RunFaults.NotADataDirectory, new SilentChain());
    }

    [Fact]
    public async Task Execute_ADepartmentThatIsNotHere_IsRefused()
    {
        await _node.IssueAsync(1);

        await AssertRefusedAsync(RunFaults.OptionWrong, new SilentChain(), "health");
    }

    [Fact]
    public async Task Execute_ADepartmentWithoutALog_IsRefused()
    {
        await _node.IssueAsync(1);
        Directory.CreateDirectory(Path.Combine(_node.Data.Departments, "health"));

        await AssertRefusedAsync(RunFaults.NotADataDirectory, new SilentChain(), "health");
    }

    [Fact]
    public async Task Execute_AChainThatDoesNotAnswer_IsRefused()
    {
        await _node.IssueAsync(1);

        await AssertRefusedAsync(RunFaults.Unreachable, new SilentChain());
    }

    [Fact]
    public async Task Execute_AChainThatDoesNotKnowTheDepartment_IsRefusedAndNothingIsWritten()
    {
        await _node.IssueAsync(1);

        await AssertRefusedAsync(MigratingFaults.UnknownOnOld, new SilentChain(new Departure(null, [])));

        Assert.False(File.Exists(_node.Department.MigrationDraft));
        Assert.False(Directory.Exists(_node.Department.Migrations));
    }

    private async Task AssertRefusedAsync(Fault expected, SilentChain chain, params string[] departments)
    {
        var move = new MoveDepartments(DataDirectory.Stores, chain, chain, TimeProvider.System);
        var order = new MoveOrder
        {
            Data = _node.Data,
            Departments = departments,
            Book = new AddressBook { ChainId = 1, Genesis = default, Registry = default, Anchor = default, Status = default, Block = 0 },
        };

        var problem = await Assert.ThrowsAsync<FaultException>(() => move.ExecuteAsync(order, _node, TestContext.Current.CancellationToken));

        Assert.Equal(expected.Code, problem.Fault.Code);
    }
}
