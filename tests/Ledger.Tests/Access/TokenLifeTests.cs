using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Store.Contract;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Tests.Log;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Access;

/// <summary>Tests the expiry and withdrawal of tokens, the operator log, and several processes that use the same files.</summary>
public sealed class TokenLifeTests : IDisposable
{
    private const string Actor = "token:head-desk";
    private static readonly TokenHolder Desk = new("desk-3", TestDepartments.Id("education"), Role.Issuer);
    private static readonly TokenHolder Operator = new("first", TestDepartments.Id("education"), Role.Operator);
    private readonly TempFolder _folder = new();
    private readonly SteppedClock _clock = new();

    private string FilePath => _folder["tokens.json"];

    private string LogPath => _folder["operator.log"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Check_TokenWithDefaultLifetime_ExpiresAfterAYear()
    {
        var tokens = Open();
        var token = tokens.Create(Desk)!;

        _clock.Now += TimeSpan.FromDays(365) - TimeSpan.FromMilliseconds(1);
        Assert.Equal(Desk, tokens.Check(token).Holder);
        _clock.Now += TimeSpan.FromMilliseconds(1);

        Assert.Equal(AccessFaults.TokenExpired, tokens.Check(token).Fault);
        Assert.Null(tokens.Find(token));
        Assert.Equal(TokenState.Expired, Assert.Single(tokens.List(Desk.Department)).StateAt(_clock.Now));
    }

    [Fact]
    public void Check_TokenOfAnEarlierVersion_IsValidAndNeverExpires()
    {
        var token = Open().Create(Desk)!;
        var row = JsonNode.Parse(File.ReadAllText(FilePath))!.AsArray()[0]!;
        var old = new JsonArray(new JsonObject
        {
            ["name"] = "desk-3",
            ["department"] = "education",
            ["role"] = "issuer",
            ["sha256"] = row["sha256"]!.DeepClone(),
        });
        File.WriteAllText(FilePath, old.ToJsonString());
        File.Delete(LogPath);
        _clock.Now += TimeSpan.FromDays(10_000);

        var tokens = Open();

        Assert.Equal(Desk, tokens.Check(token).Holder);
        Assert.Null(Assert.Single(tokens.List(Desk.Department)).ExpiresAt);
    }

    [Fact]
    public void Issue_NameOfAnExpiredToken_IsFreeAgain()
    {
        var tokens = Open();
        var first = tokens.Issue(Desk, _clock.Now + TimeSpan.FromHours(1), Actor)!;
        Assert.Null(tokens.Issue(Desk, null, Actor));
        _clock.Now += TimeSpan.FromHours(1);

        var second = tokens.Issue(Desk, null, Actor)!;

        Assert.Equal(Desk, Open().Find(second.Token));
        Assert.Null(Open().Find(first.Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3651)]
    public void Issue_LifetimeOutOfRange_Throws(int days) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Open().Issue(Desk, _clock.Now + TimeSpan.FromDays(days), Actor));

    [Fact]
    public void Withdraw_Token_TakesEffectAtOnceInEveryProcess()
    {
        var (node, command) = (Open(), Open());
        var issued = node.Issue(Desk, null, Actor)!;
        Assert.NotNull(command.Find(issued.Token));

        var withdrawn = command.Withdraw(Desk.Department, issued.Entry.Id, mayBeLast: false, "local:root");

        Assert.Equal(AccessFaults.TokenWithdrawn, node.Check(issued.Token).Fault);
        Assert.Equal((_clock.Now, "local:root"), (withdrawn.Required.WithdrawnAt, withdrawn.Required.WithdrawnBy));
        Assert.NotNull(node.Create(Desk)); // The name is free again.
    }

    [Fact]
    public void Withdraw_Again_KeepsTheFirstActorAndTime()
    {
        var tokens = Open();
        var id = tokens.Issue(Desk, null, Actor)!.Entry.Id;
        tokens.Withdraw(Desk.Department, id, mayBeLast: false, Actor);
        _clock.Now += TimeSpan.FromDays(1);

        var again = tokens.Withdraw(Desk.Department, id, mayBeLast: false, "local:root").Required;

        Assert.Equal(Actor, again.WithdrawnBy);
        Assert.Single(OperatorLog.Read(LogPath), one => one.Action is OperatorAction.TokenWithdrawn);
    }

    [Theory]
    [InlineData("education", "0000000000000000")]
    [InlineData("health", null)] // Another department has a token of this id.
    public void Withdraw_NoSuchToken_IsRefused(string department, string? id)
    {
        var tokens = Open();
        var issued = tokens.Issue(Desk, null, Actor)!;

        var refused = tokens.Withdraw(TestDepartments.Id(department), id ?? issued.Entry.Id, mayBeLast: true, Actor);

        Assert.Equal(AccessFaults.TokenNotFound, refused.Refusal?.Fault);
        Assert.NotNull(tokens.Find(issued.Token));
    }

    [Fact]
    public void Withdraw_LastOperatorToken_IsRefusedUnlessAllowed()
    {
        var tokens = Open();
        var last = tokens.Issue(Operator, null, Actor)!;
        tokens.Issue(Operator with { Name = "gone" }, _clock.Now + TimeSpan.FromHours(1), Actor);
        tokens.Issue(Operator with { Department = TestDepartments.Id("health") }, null, Actor);
        _clock.Now += TimeSpan.FromHours(2);

        Assert.Equal(AccessFaults.LastOperatorToken, tokens.Withdraw(Operator.Department, last.Entry.Id, mayBeLast: false, Actor).Refusal?.Fault);
        Assert.NotNull(tokens.Find(last.Token));
        Assert.Null(tokens.Withdraw(Operator.Department, last.Entry.Id, mayBeLast: true, Actor).Refusal);
        Assert.Null(tokens.Find(last.Token));
    }

    [Fact]
    public void Create_RowRemovedByAnotherProcess_StaysRemoved()
    {
        var node = Open();
        var gone = node.Create(Desk)!;
        File.WriteAllText(FilePath, "[]");

        Assert.Null(node.Find(gone));
        node.Create(Desk with { Name = "another" });

        Assert.Null(node.Find(gone));
        Assert.Null(Open().Find(gone));
    }

    [Fact]
    public void Open_OlderCopyOfTheFile_KeepsTokensWithdrawn()
    {
        var tokens = Open();
        var issued = tokens.Issue(Desk, null, Actor)!;
        var older = File.ReadAllBytes(FilePath);
        tokens.Withdraw(Desk.Department, issued.Entry.Id, mayBeLast: false, Actor);

        File.WriteAllBytes(FilePath, older);

        Assert.All([tokens, Open()], file => Assert.Equal(AccessFaults.TokenWithdrawn, file.Check(issued.Token).Fault));
    }

    // A process writes the log before the token file. If it dies between the two writes, it leaves the same files as in the test above.
    [Fact]
    public void Issue_AfterACrashBetweenTheTwoWritesOfAWithdrawal_KeepsTheTokenWithdrawn()
    {
        var tokens = Open();
        var issued = tokens.Issue(Desk, null, Actor)!;
        var older = File.ReadAllBytes(FilePath);
        tokens.Withdraw(Desk.Department, issued.Entry.Id, mayBeLast: false, Actor);
        File.WriteAllBytes(FilePath, older);

        Assert.NotNull(Open().Create(Desk));

        Assert.Equal(AccessFaults.TokenWithdrawn, Open().Check(issued.Token).Fault);
    }

    [Fact]
    public void Issue_AfterACrashInTheMiddleOfALogLine_RepairsTheLogAndAppends()
    {
        var tokens = Open();
        var first = tokens.Issue(Desk, null, Actor)!;
        File.AppendAllText(LogPath, "{\"at\":\"2026-01-0");

        Assert.NotNull(tokens.Find(first.Token));
        tokens.Issue(Desk with { Name = "another" }, null, Actor);

        Assert.Equal(["desk-3", "another"], OperatorLog.Read(LogPath).Select(one => one.Name));
        Assert.NotNull(Open().Find(first.Token));
    }

    [Theory]
    [InlineData(0x0B)] // One flipped bit in the line feed of the last line, which was acknowledged.
    [InlineData(0x4A)]
    public void Open_LineFeedOfTheLastLineDamaged_IsRefusedAndCutsNothing(byte wrong)
    {
        var tokens = Open();
        var issued = tokens.Issue(Desk, null, Actor)!;
        tokens.Withdraw(Desk.Department, issued.Entry.Id, mayBeLast: false, Actor);
        var bytes = File.ReadAllBytes(LogPath);
        bytes[^1] = wrong;
        File.WriteAllBytes(LogPath, bytes);

        FaultAssert.Throws(StoreFaults.Damaged, Open);
        FaultAssert.Throws(StoreFaults.Damaged, () => tokens.Create(Desk with { Name = "another" }));
        Assert.Equal(AccessFaults.TokensUnreadable, tokens.Check(issued.Token).Fault);
        Assert.Equal(bytes, File.ReadAllBytes(LogPath));
    }

    [Fact]
    public void Issue_WholeLastLineWithoutItsLineFeed_KeepsIt()
    {
        var tokens = Open();
        var issued = tokens.Issue(Desk, null, Actor)!;
        var older = File.ReadAllBytes(FilePath);
        tokens.Withdraw(Desk.Department, issued.Entry.Id, mayBeLast: false, Actor);
        File.WriteAllBytes(FilePath, older);
        File.WriteAllBytes(LogPath, File.ReadAllBytes(LogPath)[..^1]);

        Assert.Equal(AccessFaults.TokenWithdrawn, Open().Check(issued.Token).Fault);
        Open().Create(Desk with { Name = "another" });

        Assert.Equal(
            [OperatorAction.TokenIssued, OperatorAction.TokenWithdrawn, OperatorAction.TokenIssued], OperatorLog.Read(LogPath).Select(one => one.Action));
    }

    [Theory]
    [InlineData("tokens.json", "LDG9040")]
    [InlineData("operator.log", "LDG9041")]
    [InlineData("tokens.json operator.log", "LDG9040")]
    public void Warning_FileIsMissingInAUsedDirectory_NamesIt(string files, string code)
    {
        Open().Create(Desk);
        Assert.Null(Open().Warning);

        foreach (var file in files.Split(' '))
        {
            File.Delete(_folder[file]);
        }

        Assert.Equal(code, Open().Warning?.Code);
        Assert.Null(Open().Fault);
    }

    [Fact]
    public void Warning_LogThatLacksAToken_StaysUntilTheReview()
    {
        Open().Create(Desk);
        File.Delete(LogPath);
        _clock.Now += TimeSpan.FromMinutes(1);
        Open().Create(Desk with { Name = "another" }); // A new log must not hide that the old one is missing.
        Assert.Equal("LDG9041", Open().Warning?.Code);

        Open().Review(Actor);

        Assert.Null(Open().Warning);
    }

    [Fact]
    public void Warning_DirectoryThatNeverHadTokens_IsNull()
    {
        Assert.NotNull(Open().Withdraw(Desk.Department, "0123456789abcdef", mayBeLast: true, Actor).Refusal);

        Assert.Null(Open().Warning);
    }

    [Fact]
    public void OperatorLog_AfterAllActions_NamesActorsAndTimesAndHoldsNoToken()
    {
        var tokens = Open();
        var issued = tokens.Issue(Desk, _clock.Now + TimeSpan.FromDays(2), Actor)!;
        _clock.Now += TimeSpan.FromDays(1);
        tokens.Withdraw(Desk.Department, issued.Entry.Id, mayBeLast: false, "local:root");

        Assert.Equal(
            [
                new OperatorEvent(_clock.Now - TimeSpan.FromDays(1), OperatorAction.TokenIssued, Actor, "education", issued.Entry.Id, "desk-3", Role.Issuer, _clock.Now + TimeSpan.FromDays(1)),
                new OperatorEvent(_clock.Now, OperatorAction.TokenWithdrawn, "local:root", "education", issued.Entry.Id, "desk-3", Role.Issuer),
            ],
            OperatorLog.Read(LogPath));
        var text = File.ReadAllText(LogPath);
        Assert.DoesNotContain(issued.Token[4..], text, StringComparison.Ordinal);
        Assert.DoesNotContain(issued.Entry.Sha256, text, StringComparison.Ordinal);
        Assert.DoesNotContain(issued.Token, issued.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokens.json", "[{")]
    [InlineData("operator.log", "not a log line\n")]
    public void Check_FileBecomesUnreadable_RejectsAllTokensUntilItIsRepaired(string name, string text)
    {
        var tokens = Open();
        var token = tokens.Create(Desk)!;
        var good = File.ReadAllBytes(_folder[name]);

        File.WriteAllText(_folder[name], text);
        Assert.Equal(AccessFaults.TokensUnreadable, tokens.Check(token).Fault);
        Assert.Equal(AccessFaults.TokensUnreadable, tokens.Fault);
        FaultAssert.Throws(StoreFaults.Damaged, () => tokens.Create(Desk with { Name = "another" }));
        FaultAssert.Throws(StoreFaults.Damaged, Open);
        File.WriteAllBytes(_folder[name], good);

        Assert.Equal(Desk, tokens.Find(token));
        Assert.Null(tokens.Fault);
    }

    [Fact]
    public void Issue_ManyProcessesAtOnce_LosesNoToken()
    {
        var issuedTokens = new IssuedToken?[24];

        Parallel.For(0, issuedTokens.Length, i => issuedTokens[i] = Open().Issue(Desk with { Name = $"desk-{i}" }, null, Actor));

        var tokens = Open();
        Assert.All(issuedTokens, issued => Assert.NotNull(tokens.Find(issued!.Token)));
        Assert.Equal(issuedTokens.Length, OperatorLog.Read(LogPath).Count);
    }

    [Fact]
    public async Task Issue_AnotherProcessIsWriting_WaitsForIt()
    {
        var tokens = Open();
        var other = new FileStream(_folder["tokens.lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var begun = new TaskCompletionSource();
        var issuing = Task.Factory.StartNew(
            () =>
            {
                begun.SetResult();
                return tokens.Issue(Desk, null, Actor);
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await begun.Task;

        Assert.False(File.Exists(FilePath));
        await other.DisposeAsync();

        Assert.NotNull(await issuing);
    }

    [Fact]
    public void Restore_TokensOfABackup_WarnsUntilTheReview()
    {
        var tokens = Open();
        var issued = tokens.Issue(Desk, null, Actor)!;
        var asOf = _clock.Now - TimeSpan.FromDays(3);

        Assert.Equal((1, 0), tokens.Restore(asOf, [], withdrawAll: false, "local:root"));

        Assert.Equal(asOf, Open().RestoredAsOf);
        Assert.NotNull(tokens.Find(issued.Token));
        tokens.Review("local:root");
        Assert.Null(Open().RestoredAsOf);
    }

    [Fact]
    public void Restore_WithTheOperatorLogOfTheLostNode_KeepsItsWithdrawals()
    {
        var tokens = Open();
        var (valid, stolen) = (tokens.Issue(Desk, null, Actor)!, tokens.Issue(Desk with { Name = "stolen" }, null, Actor)!);
        var (list, log) = (File.ReadAllBytes(FilePath), File.ReadAllBytes(LogPath));
        tokens.Withdraw(Desk.Department, stolen.Entry.Id, mayBeLast: false, Actor);
        var newer = OperatorLog.Read(LogPath);
        File.WriteAllBytes(FilePath, list);
        File.WriteAllBytes(LogPath, log);
        Assert.NotNull(tokens.Find(stolen.Token));

        Assert.Equal((1, 1), tokens.Restore(_clock.Now, newer, withdrawAll: false, "local:root"));

        Assert.Equal(AccessFaults.TokenWithdrawn, tokens.Check(stolen.Token).Fault);
        Assert.NotNull(tokens.Find(valid.Token));
    }

    [Fact]
    public void Restore_WithdrawAll_LeavesNoValidToken()
    {
        var tokens = Open();
        var issued = tokens.Issue(Desk, null, Actor)!;

        Assert.Equal((0, 1), tokens.Restore(_clock.Now, [], withdrawAll: true, "local:root"));

        Assert.Equal(AccessFaults.TokenWithdrawn, tokens.Check(issued.Token).Fault);
    }

    private AccessTokens Open() => AccessTokens.Open(FilePath, _clock);
}
