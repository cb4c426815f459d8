using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Log;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

public sealed class IssueBatchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Role> OtherRoles => UseCaseBench.RolesExcept(IssueBatch.Roles);

    [Fact]
    public async Task Execute_ByAnIssuer_AnswersEachLineInOrder()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        var (refusal, answers) = await RunAsync(bench, UseCaseBench.CallerWith(Role.Issuer), () => null);

        Assert.Null(refusal);
        Assert.Equal(["first", "second"], answers.Select(answer => answer.Key));
        Assert.All(answers, answer => Assert.NotNull(answer.Appended));
        Assert.Equal(2, bench.LogSize);
    }

    [Fact]
    public async Task Execute_CallerLostPermission_RefusesEveryLine()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        var (refusal, answers) = await RunAsync(bench, UseCaseBench.CallerWith(Role.Issuer), () => Refusal.FromFault(AccessFaults.TokenWithdrawn));

        Assert.Null(refusal);
        Assert.All(answers, answer => Refusals.AssertIs(AccessFaults.TokenWithdrawn, answer.Refusal));
        Assert.Equal((2, 0), (answers.Count, bench.LogSize));
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task Execute_ByAnotherRole_ReadsNoLine(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();

        var (refusal, answers) = await RunAsync(bench, UseCaseBench.CallerWith(role), () => null);

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, refusal);
        Assert.Empty(answers);
        Assert.Equal(0, bench.LogSize);
    }

    [Fact]
    public async Task Execute_ByAnIssuerOfAnotherDepartment_ReadsNoLine()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        var (refusal, answers) = await RunAsync(bench, UseCaseBench.CallerOfAnotherDepartment(Role.Issuer), () => null);

        Refusals.AssertIs(AccessFaults.OtherDepartment, refusal);
        Assert.Empty(answers);
    }

    private static async Task<(Refusal? Refusal, List<LineAnswer> Answers)> RunAsync(UseCaseBench bench, Caller caller, Func<Refusal?> refuseAll)
    {
        var answers = new List<LineAnswer>();
        var refusal = await new IssueBatch(bench.Department, caller).ExecuteAsync(
            LinesAsync("first", "second"), refuseAll,
            answer =>
            {
                answers.Add(answer);
                return ValueTask.CompletedTask;
            },
            () => ValueTask.CompletedTask, Cancel);
        return (refusal, answers);
    }

    private static async IAsyncEnumerable<InputLine> LinesAsync(params string[] keys)
    {
        await Task.Yield();
        foreach (var (index, key) in keys.Index())
        {
            yield return new InputLine(index + 1, Examples.Change(Examples.StudentStatus, json => SetKeyAndNumber(json, key)));
        }
    }

    private static void SetKeyAndNumber(JsonObject json, string key)
    {
        json["key"] = key;
        json["claims"]!["document_number"] = "学籍〔2026〕" + key;
    }
}
