using Ledger.Auditing;
using Ledger.Auditing.Nodes;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Auditing.Nodes;

public sealed class RecordProgressTests : IDisposable
{
    private const string Origin = "ledger.example.gov/health/log";

    private readonly TempFolder _folder = new();

    public static TheoryData<string, Fault> RecordFindings => new()
    {
        { nameof(ChainAuditFaults.BundleMissing), ChainAuditFaults.BundleMissing },
        { nameof(ChainAuditFaults.BundleNotGenuine), ChainAuditFaults.BundleNotGenuine },
        { nameof(ChainAuditFaults.BundleOfAnother), ChainAuditFaults.BundleOfAnother },
        { nameof(ChainAuditFaults.ContentLost), ChainAuditFaults.ContentLost },
        { nameof(ChainAuditFaults.ErasureNotLogged), ChainAuditFaults.ErasureNotLogged },
        { nameof(AuditTimeFaults.RecordDatesWrong), AuditTimeFaults.RecordDatesWrong },
    };

    private string FilePath => _folder["progress.json"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(RecordFindings), DisableDiscoveryEnumeration = true)]
    public async Task Open_AfterAFindingWasSaved_ReturnsTheFinding(string name, Fault fault)
    {
        var finding = new LogFinding(fault, $"record/{name}") { First = 7, Last = 7, Detail = new LocalizedText("日期", "dates") };
        var interrupted = await OpenAsync();

        interrupted.Save(8, new RecordCounts { Wrong = 1 }, [finding]);

        var next = await OpenAsync();
        Assert.Equal(8, next.Next);
        Assert.Equal(new RecordCounts { Wrong = 1 }, next.Counts);
        Assert.Equal([finding], next.Findings);
    }

    [Fact]
    public async Task Save_FindingOfTheLog_IsNotKept()
    {
        var interrupted = await OpenAsync();

        interrupted.Save(8, new RecordCounts(), [new LogFinding(AuditFaults.OlderPartial, "tile/0/000")]);

        Assert.Empty((await OpenAsync()).Findings);
    }

    [Fact]
    public async Task Open_FindingWithAnotherCode_Throws()
    {
        await File.WriteAllTextAsync(
            FilePath, $$"""{"v":1,"origin":"{{Origin}}","next":1,"counts":{},"findings":[{"code":"LDG1","place":""}]}""", TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<FaultException>(OpenAsync);

        Assert.Equal(RunFaults.StateMalformed, refused.Fault);
    }

    private Task<RecordProgress> OpenAsync() => RecordProgress.OpenAsync(FilePath, Origin, TestContext.Current.CancellationToken);
}
