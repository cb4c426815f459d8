using System.Text;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Verify.Trees;

namespace Ledger.Store.Contract;

/// <summary>The contract of <see cref="ITokenStore"/>, for every implementation.</summary>
public abstract class TokenStoreContract
{
    private static readonly DateTimeOffset At = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Opens the store of this test as another process would, empty at first.</summary>
    protected abstract ITokenStore Open();

    [Fact]
    public void Read_NewStore_IsEmpty()
    {
        var snapshot = Open().Read();

        Assert.Empty(snapshot.Entries);
        Assert.Empty(snapshot.Events);
        Assert.Null(snapshot.Lost);
    }

    [Fact]
    public void Commit_EntriesAndEvents_AreReadByEveryProcess()
    {
        var (one, other) = (Open(), Open());

        Issue(one, 1);
        Issue(other, 2);

        foreach (var store in new[] { one, other, Open() })
        {
            var snapshot = store.Read();
            Assert.Equal(new[] { Entry(1), Entry(2) }.OrderBy(entry => entry.Sha256), snapshot.Entries.OrderBy(entry => entry.Sha256));
            Assert.Equal([Issued(1), Issued(2)], snapshot.Events);
            Assert.Null(snapshot.Lost);
        }
    }

    [Fact]
    public void IsCurrent_AfterAnotherProcessCommitted_IsFalse()
    {
        var (one, other) = (Open(), Open());
        Issue(one, 1);
        var snapshot = one.Read();
        Assert.True(one.IsCurrent(snapshot));

        Issue(other, 2);

        Assert.False(one.IsCurrent(snapshot));
        Assert.True(one.IsCurrent(one.Read()));
    }

    [Fact]
    public void Begin_SessionWithoutCommit_ChangesNothing()
    {
        var store = Open();
        Issue(store, 1);
        var before = store.Read();

        using (var session = store.Begin())
        {
            Assert.Equal(before.Entries, session.Snapshot.Entries);
        }

        Assert.True(store.IsCurrent(before));
    }

    [Fact]
    public void Commit_ManyProcessesAtOnce_LosesNone()
    {
        Parallel.For(0, 24, number => Issue(Open(), number));

        var snapshot = Open().Read();
        Assert.Equal(24, snapshot.Entries.Count);
        Assert.Equal(snapshot.Entries.Select(entry => entry.Id).Order(), snapshot.Events.Select(one => one.Token).Order());
    }

    [Fact]
    public void Commit_EventWithoutAChangeOfTheList_IsKept()
    {
        var store = Open();
        Issue(store, 1);

        using (var session = store.Begin())
        {
            session.Commit([new OperatorEvent(At, OperatorAction.TokensReviewed, "local:root")], session.Snapshot.Entries);
        }

        Assert.Equal(OperatorAction.TokensReviewed, Open().Read().Events[^1].Action);
        Assert.Equal([Entry(1)], Open().Read().Entries);
    }

    private static void Issue(ITokenStore store, int number)
    {
        using var session = store.Begin();
        session.Commit([Issued(number)], session.Snapshot.Entries.Add(Entry(number)));
    }

    private static OperatorEvent Issued(int number)
    {
        var entry = Entry(number);
        return new OperatorEvent(
            At, OperatorAction.TokenIssued, "node", entry.Holder.Department.ToString(), entry.Id, entry.Holder.Name, entry.Holder.Role, entry.ExpiresAt);
    }

    private static TokenEntry Entry(int number) => new()
    {
        Holder = new TokenHolder($"desk-{number}", DepartmentId.TryParse("education", out var id) ? id : default, Role.Issuer),
        Sha256 = Digest.Sha256(Encoding.UTF8.GetBytes($"token {number}")).ToHex()[2..],
        IssuedAt = At,
        IssuedBy = "node",
        ExpiresAt = At.AddDays(1),
    };
}
