using Ledger.Access;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Tests.Log;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Access;

/// <summary>The tokens of a data directory, as somebody at the machine works with them, and what is refused.</summary>
public sealed class TokenDeskTests : IDisposable
{
    private static readonly TokenHolder Holder = new("desk-3", TestDepartments.Id("education"), Role.Issuer);

    private readonly TempFolder _folder = new();
    private readonly SteppedClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Create_InAnEmptyDirectory_IssuesTheFirstToken()
    {
        var issued = Desk().Create(Holder, null);

        Assert.Equal(Holder, AccessTokens.Open(_folder["tokens.json"], _clock).Find(issued.Token));
        Assert.Equal("local:clerk", issued.Entry.IssuedBy);
    }

    [Fact]
    public void Create_ANameInUse_IsRefused()
    {
        Desk().Create(Holder, null);

        AssertRefused(RunFaults.NameTaken, () => Desk().Create(Holder, null));
    }

    [Fact]
    public void Create_ADepartmentThatIsNotHere_IsRefusedAndNamesTheOthers()
    {
        Directory.CreateDirectory(_folder["departments/health"]);

        var problem = AssertRefused(RunFaults.DepartmentNotHere, () => Desk().Create(Holder, null));

        Assert.Contains("health", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_NoDirectory_IsRefused()
    {
        var desk = new TokenDesk(_folder["nowhere"], "local:clerk", _clock);

        AssertRefused(RunFaults.NotADataDirectory, () => desk.Create(Holder, null));
        AssertRefused(RunFaults.NotADataDirectory, () => desk.List(Holder.Department));
        AssertRefused(RunFaults.NotADataDirectory, () => desk.Withdraw(Holder.Department, "x", null));
        AssertRefused(RunFaults.NotADataDirectory, () => desk.Review());
        AssertRefused(RunFaults.NotADataDirectory, () => desk.Discard(Holder.Department, "x"));
        AssertRefused(RunFaults.NotADataDirectory, () => desk.Restore(_clock.Now, [], false));
    }

    [Fact]
    public void ListAndReview_ADirectoryThatNoNodeHasUsed_AreRefused()
    {
        AssertRefused(RunFaults.NotADataDirectory, () => Desk().List(Holder.Department));
        AssertRefused(RunFaults.NotADataDirectory, () => Desk().Review());
    }

    [Fact]
    public void Any_ADamagedFile_IsRefused()
    {
        File.WriteAllText(_folder["tokens.json"], "{");

        AssertRefused(RunFaults.FileMalformed, () => Desk().List(Holder.Department));
    }

    [Fact]
    public void Withdraw_TheLastOperator_IsDoneAndSaysSo()
    {
        var issued = Desk().Create(Holder with { Role = Role.Operator }, null);

        var withdrawn = Desk().Withdraw(Holder.Department, issued.Entry.Id, null);

        Assert.True(withdrawn.IsOperatorMissing);
        Assert.Equal("local:clerk", withdrawn.Entry.WithdrawnBy);
        Assert.Null(AccessTokens.Open(_folder["tokens.json"], _clock).Find(issued.Token));
    }

    [Fact]
    public void Withdraw_ByName_TakesTheOneInForce()
    {
        var first = Desk().Create(Holder, null);
        Desk().Withdraw(Holder.Department, first.Entry.Id, null);
        var second = Desk().Create(Holder, null);

        Assert.Equal(second.Entry.Id, Desk().Withdraw(Holder.Department, null, Holder.Name).Entry.Id);
    }

    [Theory]
    [InlineData("0123456789abcdef", null)]
    [InlineData(null, "desk-4")]
    public void Withdraw_NoSuchToken_IsRefused(string? id, string? name)
    {
        Desk().Create(Holder, null);

        AssertRefused(AccessFaults.TokenNotFound, () => Desk().Withdraw(Holder.Department, id, name));
    }

    [Fact]
    public void Discard_AToken_WithdrawsIt()
    {
        var issued = Desk().Create(Holder, null);

        Desk().Discard(Holder.Department, issued.Entry.Id);

        Assert.Equal(TokenState.Withdrawn, Assert.Single(Desk().List(Holder.Department).Entries).StateAt(_clock.Now));
    }

    [Fact]
    public void Review_AfterARestore_IsDoneOnce()
    {
        Desk().Create(Holder, null);
        var asOf = _clock.Now - TimeSpan.FromDays(1);
        Assert.Equal(new RestoredTokens(1, 0), Desk().Restore(asOf, [], withdrawsAll: false));
        Assert.Equal((asOf, AccessFaults.TokensRestored), (Desk().List(Holder.Department).RestoredAsOf, Desk().List(Holder.Department).Warning));

        Assert.Equal(new ReviewedTokens(true, asOf), Desk().Review());
        Assert.Equal(new ReviewedTokens(false, null), Desk().Review());
    }

    [Fact]
    public void Restore_WithdrawingAll_LeavesNoneInForce()
    {
        Desk().Create(Holder, null);

        Assert.Equal(new RestoredTokens(0, 1), Desk().Restore(_clock.Now, [], withdrawsAll: true));
    }

    [Fact]
    public void ReadLog_NoFileOrADamagedOne_IsRefused()
    {
        File.WriteAllText(_folder["operator.log"], "no event\n");

        Assert.Null(RestoredTokens.ReadLog(null));
        AssertRefused(RunFaults.FileUnreadable, () => RestoredTokens.ReadLog(_folder["nowhere"]));
        AssertRefused(RunFaults.FileMalformed, () => RestoredTokens.ReadLog(_folder["operator.log"]));
    }

    private TokenDesk Desk() => new(_folder.Root, "local:clerk", _clock);

    private static FaultException AssertRefused(Fault expected, Func<object?> call)
    {
        var problem = Assert.Throws<FaultException>(() => { _ = call(); });
        Assert.Equal(expected.Code, problem.Fault.Code);
        return problem;
    }

    private static FaultException AssertRefused(Fault expected, Action call) => AssertRefused(expected, () =>
    {
        call();
        return null;
    });
}
