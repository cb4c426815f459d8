using Ledger.Access;
using Ledger.Issuing;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Bundles;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;

namespace Ledger.Tests.UseCases;

public sealed class FetchBundleTests
{
    private static readonly ClaimPath[] Named = [ClaimPath.FromSegments("name")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Role> OtherRoles => UseCaseBench.RolesExcept(FetchBundle.Roles);

    [Fact]
    public async Task Execute_ByAnIssuerWithAPurpose_DisclosesEverything()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        var fetched = await FetchAsync(bench, Role.Issuer, (await bench.IssueAsync()).Id, wanted: null);

        Assert.Equal(0, UseCaseBench.ClaimsOf(fetched.Required.Utf8).HiddenCount);
    }

    [Fact]
    public async Task Execute_ByAnIssuerWhoNamesClaims_DisclosesOnlyThose()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        var fetched = await FetchAsync(bench, Role.Issuer, (await bench.IssueAsync()).Id, Named);

        Assert.Equal(Named, UseCaseBench.ClaimsOf(fetched.Required.Utf8).DisclosedPaths);
    }

    [Theory]
    [InlineData(Role.Verifier, false)]
    [InlineData(Role.Verifier, true)]
    [InlineData(Role.Auditor, false)]
    [InlineData(Role.Auditor, true)]
    public async Task Execute_ByAVerifierOrAuditorWithAPurpose_DisclosesNothingAndIsLogged(Role role, bool isNamed)
    {
        await using var bench = await UseCaseBench.OpenAsync();

        var fetched = await FetchAsync(bench, role, (await bench.IssueAsync()).Id, isNamed ? Named : null);

        var claims = UseCaseBench.ClaimsOf(fetched.Required.Utf8);
        Assert.Empty(claims.DisclosedPaths);
        Assert.True(claims.HiddenCount > 0);
        Assert.Equal(2, bench.LogSize);
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task Execute_ByAnotherRole_IsRefused(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await FetchAsync(bench, role, (await bench.IssueAsync()).Id, wanted: null)).Refusal);
    }

    [Fact]
    public async Task Execute_ByAVerifierOfAnotherDepartment_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var id = (await bench.IssueAsync()).Id;

        var fetched = await new FetchBundle(bench.Department, UseCaseBench.CallerOfAnotherDepartment(Role.Verifier)).ExecuteAsync(id, null, UseCaseBench.Purpose, TimeSpan.Zero, Cancel);

        Refusals.AssertIs(AccessFaults.OtherDepartment, fetched.Refusal);
    }

    [Fact]
    public async Task Execute_UnknownRecord_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        var fetched = await FetchAsync(bench, Role.Issuer, RecordId.Create(bench.Clock.GetUtcNow()), wanted: null);

        Refusals.AssertIs(ProvingFaults.RecordNotFound, fetched.Refusal);
    }

    [Fact]
    public async Task Execute_NewRecord_WaitsForItsAnchor()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var id = (await bench.IssueAsync()).Id;
        var fetch = new FetchBundle(bench.Department, UseCaseBench.CallerWith(Role.Verifier));

        var early = await fetch.ExecuteAsync(id, null, purpose: null, TimeSpan.Zero, Cancel);
        var late = await bench.WhileReconcilingAsync(fetch.ExecuteAsync(id, null, purpose: null, TimeSpan.FromMinutes(1), Cancel));

        Assert.Null(AnchorOf(early));
        Assert.NotNull(AnchorOf(late));
    }

    private static BundleAnchor? AnchorOf(Outcome<FetchedBundle> fetched)
    {
        Assert.True(RecordBundle.TryRead(fetched.Required.Utf8, out var bundle, out _));
        return bundle.Anchor;
    }

    private static ValueTask<Outcome<FetchedBundle>> FetchAsync(UseCaseBench bench, Role role, RecordId id, IReadOnlyList<ClaimPath>? wanted) =>
        new FetchBundle(bench.Department, UseCaseBench.CallerWith(role)).ExecuteAsync(id, wanted, UseCaseBench.Purpose, TimeSpan.Zero, Cancel);
}
