using System.Text.Json.Nodes;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Statuses;
using Ledger.Tests.Issuing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Tests.Log;

/// <summary>One document is issued only once. Uses the real writer and a real store.</summary>
public sealed class DocumentNumbersTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly LogFolder _folder = new();
    private readonly Es256Signer _signer = Es256Signer.Generate();
    private int _keys;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        _signer.Dispose();
    }

    [Fact]
    public async Task Append_NumberIssuedBefore_IsRefusedWithTheEarlierRecord()
    {
        await using var log = await _folder.OpenAsync();
        var records = await RecordsAsync(log);
        var first = (await AppendAsync(records)).Required.Entry;

        var refusal = (await AppendAsync(records)).Refusal;

        Refusals.AssertIs(IssuingFaults.DocumentIssuedBefore, refusal, "/claims/document_number");
        Assert.Equal(first.Id.ToString(), refusal!.Earlier);
        Assert.Contains(first.Id.ToString(), refusal.Violations[0].Message.Zh, StringComparison.Ordinal);
        Assert.Equal(1, log.Log.Publisher.Published.Head.Size);
    }

    [Theory]
    [InlineData("学籍〔2026〕７ 号")]
    [InlineData(" 学籍〔2026〕7号")]
    public async Task Append_OtherSpellingOfTheNumber_IsTheSameDocument(string number)
    {
        await using var log = await _folder.OpenAsync();
        var records = await RecordsAsync(log);
        await AppendAsync(records, request => request["claims"]!["document_number"] = "学籍〔2026〕7号");

        Refusals.AssertIs(
            IssuingFaults.DocumentIssuedBefore,
            (await AppendAsync(records, request => request["claims"]!["document_number"] = number)).Refusal, "/claims/document_number");
    }

    [Fact]
    public async Task Append_OtherNumberOrNone_IsAccepted()
    {
        await using var log = await _folder.OpenAsync();
        var records = await RecordsAsync(log);
        await AppendAsync(records);

        Assert.Null((await AppendAsync(records, request => request["claims"]!["document_number"] = "another")).Refusal);
        Assert.Null((await AppendAsync(records, request => request["claims"]!.AsObject().Remove("document_number"))).Refusal);
        Assert.Null((await AppendAsync(records, request => request["claims"]!.AsObject().Remove("document_number"))).Refusal);
    }

    [Fact]
    public async Task Append_SameNumberForAnotherPerson_IsRefused()
    {
        await using var log = await _folder.OpenAsync();
        var records = await RecordsAsync(log);
        await AppendAsync(records);

        Refusals.AssertIs(IssuingFaults.DocumentIssuedBefore, (await AppendAsync(records, AnotherPerson)).Refusal, "/claims/document_number");
    }

    [Fact]
    public async Task Append_SameRequestAgain_ReturnsTheFirstAnswer()
    {
        await using var log = await _folder.OpenAsync();
        var records = await RecordsAsync(log);
        using var request = Examples.Request(Examples.StudentStatus);
        var first = (await records.AppendAsync(request)).Required;

        var again = (await records.AppendAsync(request)).Required;

        Assert.Equal((first.Entry.Id, true), (again.Entry.Id, again.IsRepeat));
    }

    [Fact]
    public async Task Append_RepeatThatNewRulesRefuse_ReturnsTheFirstAnswer()
    {
        await using var log = await _folder.OpenAsync();
        using var request = Examples.Request(Examples.StudentStatus);
        var first = (await (await RecordsAsync(log)).AppendAsync(request)).Required;

        var again = (await (await RecordsAsync(log, Now.AddYears(-30))).AppendAsync(request)).Required; // Then the request is entirely in the future.

        Assert.Equal((first.Entry.Id, true), (again.Entry.Id, again.IsRepeat));
    }

    /// <summary>The fingerprint of the first request died with the subject's key. So nobody can tell a repeat any more.</summary>
    [Fact]
    public async Task Append_SameRequestAfterTheErasure_IsNoRepeat()
    {
        await using var log = await _folder.OpenAsync();
        var records = await RecordsAsync(log);
        using var request = Examples.Request(Examples.StudentStatus);
        var first = (await records.AppendAsync(request)).Required.Entry;
        log.Keys.Erase(first.Subject);

        Refusals.AssertIs(IssuingFaults.KeyReused, (await records.AppendAsync(request)).Refusal);
        Assert.NotNull((await (await RecordsAsync(log, Now.AddYears(-30))).AppendAsync(request)).Refusal); // That of the new rules.
    }

    [Fact]
    public async Task Append_TwiceInOneBatch_AcceptsTheFirst()
    {
        await using var log = await _folder.OpenAsync(batchSize: 2);
        var records = await RecordsAsync(log);

        var outcomes = await Task.WhenAll(AppendAsync(records).AsTask(), AppendAsync(records).AsTask());

        Assert.Single(outcomes, outcome => outcome.Refusal is null);
        Assert.Single(outcomes, outcome => outcome.Refusal?.Fault == IssuingFaults.DocumentIssuedBefore);
    }

    [Theory]
    [InlineData(EntryStatus.Suspended, false)]
    [InlineData(EntryStatus.Revoked, true)]
    public async Task Append_EarlierRecordChanged_IsAcceptedOnlyIfItEnded(EntryStatus status, bool isTaken)
    {
        await using var log = await _folder.OpenAsync();
        var records = await RecordsAsync(log);
        var first = (await AppendAsync(records)).Required.Entry;
        Assert.Null((await ChangeAsync(log, first.Id, status)).Refusal);

        Assert.Equal(isTaken, (await AppendAsync(records)).Refusal is null);
    }

    [Fact]
    public async Task Append_ReplacementThatNamesItsPredecessor_IsAcceptedAndSupersedesIt()
    {
        await using var log = await _folder.OpenAsync();
        var records = await RecordsAsync(log);
        var first = (await AppendAsync(records)).Required.Entry;

        var second = (await AppendAsync(records, request => request["replaces"] = first.Id.ToString())).Required.Entry;

        Assert.Null((await ChangeAsync(log, first.Id, EntryStatus.Superseded, second.Id)).Refusal);
        Assert.Equal(second.Id.ToString(), (await AppendAsync(records)).Refusal?.Earlier);
    }

    [Fact]
    public async Task Append_InvalidReplacement_IsRefused()
    {
        await using var log = await _folder.OpenAsync();
        var records = await RecordsAsync(log);
        var first = (await AppendAsync(records)).Required.Entry;
        var revoked = (await AppendAsync(records, request => request["claims"]!["document_number"] = "r")).Required.Entry;
        await ChangeAsync(log, revoked.Id, EntryStatus.Revoked);

        await AssertNotReplacedAsync(records, RecordId.Create(Now));
        await AssertNotReplacedAsync(records, revoked.Id);
        await AssertNotReplacedAsync(records, first.Id, AnotherPerson);
        await AssertNotReplacedAsync(records, first.Id, request =>
        {
            var other = JsonNode.Parse(Examples.Read(Examples.Immunization))!.AsObject();
            request["type"] = other["type"]!.DeepClone();
            request["claims"] = other["claims"]!.DeepClone();
            foreach (var dose in request["claims"]!["doses"]!.AsArray())
            {
                dose!["occurrence_date"] = "2020-07-10";
            }

            request.Remove("validUntil");
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Append_AfterReopening_StillKnowsTheNumber(bool isIndexLost)
    {
        RecordId first;
        await using (var log = await _folder.OpenAsync())
        {
            first = (await AppendAsync(await RecordsAsync(log))).Required.Entry.Id;
        }

        if (isIndexLost)
        {
            File.Delete(new DepartmentLayout(_folder.Root).DocumentNumbers); // As an older version or a rebuild leaves it.
        }

        await using var again = await _folder.OpenAsync();
        Assert.Equal(isIndexLost ? 0 : 1, again.Store.Covered);
        Assert.Equal(first.ToString(), (await AppendAsync(await RecordsAsync(again))).Refusal?.Earlier);
    }

    [Fact]
    public async Task Append_EarlierSubjectErased_FreesTheNumber()
    {
        await using var log = await _folder.OpenAsync();
        var records = await RecordsAsync(log);
        var first = (await AppendAsync(records)).Required.Entry;

        log.Keys.Erase(first.Subject);

        Assert.Null((await AppendAsync(records, AnotherPerson)).Refusal);
    }

    private static void AnotherPerson(JsonObject request)
    {
        request["subject"] = new JsonObject { ["idType"] = "passport", ["idNumber"] = "E12345678", ["name"] = "另一人" };
        request["claims"]!["student_number"] = "L110101201403145887";
    }

    private async Task AssertNotReplacedAsync(RecordAppender records, RecordId replaced, Action<JsonObject>? change = null) => Refusals.AssertIs(
        IssuingFaults.ReplacedUnknown,
        (await AppendAsync(records, request =>
        {
            change?.Invoke(request);
            request["replaces"] = replaced.ToString();
        })).Refusal,
        "/replaces");

    private ValueTask<Outcome<Appended>> AppendAsync(RecordAppender records, Action<JsonObject>? change = null)
    {
        var request = Examples.Request(Examples.StudentStatus, json =>
        {
            json["key"] = $"k{_keys++}";
            json.Remove("department");
            change?.Invoke(json);
        });
        return records.AppendAsync(request);
    }

    private ValueTask<Outcome<Appended>> ChangeAsync(OpenLog log, RecordId id, EntryStatus status, RecordId? successor = null) =>
        new StatusChanger(log.Log, log.Box, new BlindIndexes(TestDepartment.Master)).ChangeAsync(
            id, new StatusRequest(status, "reason", successor), $"s{_keys++}", "desk", Cancel);

    private async Task<RecordAppender> RecordsAsync(OpenLog log, DateTimeOffset? now = null)
    {
        var indexes = new BlindIndexes(TestDepartment.Master);
        var documents = new DocumentNumbers(log.Store, log.Store, log.Box, indexes, await TestCatalogue.LoadAsync());
        await documents.CatchUpAsync(Cancel);
        return new RecordAppender(
            new RecordIssuer(TestDepartment.Profile, await TestCatalogue.LoadAsync(), _ => true, new FakeTimeProvider(now ?? Now)),
            new RecordSealer(TestDepartment.Profile, _signer, log.Box, indexes), documents, indexes, log.Box, log.Log);
    }
}
