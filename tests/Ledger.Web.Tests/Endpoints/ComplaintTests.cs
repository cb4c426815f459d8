using System.Text.Json.Nodes;
using Ledger.Departments;
using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.UseCases.Residents;
using Ledger.Web.Tests.Problems;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>What a resident does on the pages, with the services of the running node, and what its auditors and the command then show.</summary>
public sealed class ComplaintTests(RunningNode node)
{
    private const string Address = $"/v1/departments/{TestRecords.Department}/complaints";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Complaint_AboutAnOpenedShare_IsReadByAuditorsAndTheLookIsInTheResidentsList()
    {
        var (id, _) = await node.IssueFinalAsync();
        var (resident, words) = (Resident(), $"我没有把它给过别人。 {Guid.NewGuid():N}");
        Assert.True(RecordId.TryParse(id, out var record));
        Assert.True(DepartmentId.TryParse(TestRecords.Department, out var department));
        var made = (await node.Get<ShareRecord>().ExecuteAsync(resident, new ShareOrder(department, record, [], null, ShareWay.Link), Cancel)).Required;
        Assert.Null((await node.Get<OpenShare>().ExecuteAsync(made.Code.Format(), Cancel)).Refusal);
        var opening = (await node.Get<ListOwnReads>().ExecuteAsync(resident, null, 20, Cancel)).Required.Lines.First(line => line.Line.Disclosure?.OpenedShare == made.Entry.Id);
        Assert.Null((await node.Get<ComplainAboutRead>().ExecuteAsync(resident, department, opening.Line.Entry.Index, words, Cancel)).Refusal);

        using var response = await node.SendAsync(HttpMethod.Get, Address + "?purpose=oversight&limit=200", TestRecords.Department, "auditor");
        var page = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;

        var complaint = page["complaints"]!.AsArray().Single(row => row!["text"]?.ToString() == words)!;
        var about = complaint["about"]!;
        Assert.Equal(opening.Line.Entry.Index, about["index"]!.GetValue<long>());
        Assert.Equal(("share link", "holder", "bundle", null, null), (Text(about, "by"), Text(about, "role"), Text(about, "form"), Text(about, "department"), Text(about, "claims")));
        Assert.Contains("c2sp.org/tlog-proof@v1", Text(complaint, "proof"), StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"request\"", Text(complaint, "entry"), StringComparison.Ordinal);
        var look = (await node.Get<ListOwnReads>().ExecuteAsync(resident, null, 20, Cancel)).Required.Lines.First(line => line.Line.Disclosure?.Role == "auditor");
        Assert.Equal("oversight", look.Line.Disclosure!.Purpose);

        var run = await CliRun.RunAsync(
            "subject", "complaints", "--department", TestRecords.Department, "--node", node.Address.ToString(), "--tokens", node.TokensFile);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains(words, run.Out, StringComparison.Ordinal);
        Assert.Contains("share link (holder)", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "LDG2601")]
    [InlineData("?purpose=curiosity", "LDG2602")]
    [InlineData("?purpose=oversight&limit=0", "LDG9003")]
    [InlineData("?purpose=oversight&cursor=x", "LDG9003")]
    public async Task Complaints_WithoutAPurposeOrWithAWrongPage_AreRefused(string query, string code)
    {
        using var response = await node.SendAsync(HttpMethod.Get, Address + query, TestRecords.Department, "auditor");

        await Problem.AssertAsync(response, code);
    }

    private static string? Text(JsonNode json, string name) => json[name]?.ToString();

    private static Resident Resident()
    {
        var subject = TestRecords.Completion()["subject"]!;
        return new Resident(IdentityTypes.Read(subject["idType"]!.ToString(), subject["idNumber"]!.ToString(), new DateOnly(2030, 1, 1), "", "").Required, "test-id");
    }
}
