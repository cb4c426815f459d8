using Ledger.Departments;
using Ledger.Keys;

namespace Ledger.Store.Contract;

/// <summary>The contract of <see cref="IDepartmentKeys"/>, for every implementation.</summary>
public abstract class DepartmentKeysContract
{
    private const string Origin = "ledger.localhost/education/log";
    private static readonly DepartmentId Education = DepartmentId.TryParse("education", out var id) ? id : default;
    private static readonly DepartmentId Health = DepartmentId.TryParse("health", out var id) ? id : default;

    public static TheoryData<DepartmentKey> Kinds => [.. Enum.GetValues<DepartmentKey>()];

    /// <summary>Opens the keys of this test as another process would, none at first.</summary>
    protected abstract IDepartmentKeys Open();

    [Theory, MemberData(nameof(Kinds))]
    public void Key_FirstUse_IsMadeOnceForEachDepartment(DepartmentKey kind)
    {
        var made = Read(Open(), kind, Education);

        Assert.Equal(made, Read(Open(), kind, Education));
        Assert.NotEqual(made, Read(Open(), kind, Health));
    }

    [Fact]
    public void NodeAccountKey_IsNoDepartments()
    {
        var made = Open().NodeAccountKey();

        Assert.Equal(made, Open().NodeAccountKey());
        Assert.NotEqual(made, Open().AccountKey(Education));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Stage_UntilItIsActivated_LeavesTheKeyInUse(DepartmentKey kind)
    {
        var keys = Open();
        var first = Read(keys, kind, Education);
        Assert.False(keys.IsStaged(Education, kind));

        var staged = Stage(keys, kind);

        Assert.NotEqual(first, staged);
        Assert.Equal(staged, Stage(Open(), kind));
        Assert.True(Open().IsStaged(Education, kind));
        Assert.False(Open().IsStaged(Health, kind));
        Assert.Equal(first, Read(Open(), kind, Education));

        Open().Activate(Education, kind, DateTimeOffset.UnixEpoch.AddDays(1));
        Assert.Equal(staged, Read(Open(), kind, Education));
        Assert.False(Open().IsStaged(Education, kind));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Activate_NoneStaged_IsRefused(DepartmentKey kind)
    {
        var keys = Open();
        var first = Read(keys, kind, Education);

        Assert.Throws<InvalidOperationException>(() => keys.Activate(Education, kind));

        Assert.Equal(first, Read(Open(), kind, Education));
    }

    [Fact]
    public void RecordKeys_AfterATakeOver_AreAllOldestFirst()
    {
        using var first = Open().RecordKey(Education);
        using var second = Open().CreateRecordKey(Education);
        using var third = Open().StageRecordKey(Education);
        Assert.Equal([first.PublicKey, second.PublicKey], Open().RecordKeys(Education));

        Open().Activate(Education, DepartmentKey.Record);

        Assert.Equal([first.PublicKey, second.PublicKey, third.PublicKey], Open().RecordKeys(Education));
    }

    [Fact]
    public void LogKey_AfterATakeOver_SignsForTheTimeBeforeWithTheOldKey()
    {
        var closedAt = DateTimeOffset.UnixEpoch.AddDays(1);
        var first = Open().LogKey(Education, Origin).Key;
        var second = Open().StageLogKey(Education, Origin).Key;

        Open().Activate(Education, DepartmentKey.Log, closedAt);

        var keys = Open().LogKey(Education, Origin);
        Assert.Equal(second.ToString(), keys.Key.ToString());
        Assert.Equal(first.ToString(), keys.FindSigner(closedAt.AddSeconds(-1)).Key.ToString());
        Assert.Equal(second.ToString(), keys.FindSigner(closedAt).Key.ToString());
    }

    private static string Read(IDepartmentKeys keys, DepartmentKey kind, DepartmentId department)
    {
        switch (kind)
        {
            case DepartmentKey.Record:
                using (var signer = keys.RecordKey(department))
                {
                    return signer.PublicKey.ToJson();
                }

            case DepartmentKey.Log:
                return keys.LogKey(department, Origin).Key.ToString()!; // Never null.
            default:
                return Convert.ToHexString(keys.AccountKey(department).AsSpan());
        }
    }

    private static string Stage(IDepartmentKeys keys, DepartmentKey kind)
    {
        switch (kind)
        {
            case DepartmentKey.Record:
                using (var signer = keys.StageRecordKey(Education))
                {
                    return signer.PublicKey.ToJson();
                }

            case DepartmentKey.Log:
                return keys.StageLogKey(Education, Origin).Key.ToString()!; // Never null.
            default:
                return Convert.ToHexString(keys.StageAccountKey(Education).AsSpan());
        }
    }
}
