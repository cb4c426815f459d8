using System.Security.Cryptography;
using System.Text;
using Ledger.Access;
using Ledger.Auditing;
using Ledger.Erasing;
using Ledger.Issuing;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

/// <summary>The approval erases: the certificate is in the log, the content is gone, and everything else stays provable.</summary>
public sealed class ApproveErasureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Role> OtherRoles => UseCaseBench.RolesExcept(ApproveErasure.Roles);

    [Fact]
    public async Task Execute_BySecondOperator_LogsACertificateThatSaysWhoWhyAndHowMuch()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        await bench.IssueForAsync(TestPerson.First);
        await bench.SuspendAsync(issued.Id);
        await bench.ReadAsync(issued.Id);
        await bench.IssueForAsync(TestPerson.Second);
        var asked = (await bench.AskErasureAsync(TestPerson.First)).Required;
        bench.Clock.Advance(TimeSpan.FromDays(1));

        var erased = (await bench.ApproveAsync(asked.Id)).Required;

        Assert.Equal((asked.Id, EntryKind.Erasure, 5L), (erased.Erasure.Entry.Id, erased.Erasure.Entry.Kind, erased.Erasure.Entry.Index));
        Assert.Equal(
            new ErasureCertificate
            {
                Department = "education",
                Basis = ErasureBasis.PurposeEnded,
                Law = UseCaseBench.Law,
                AskedBy = "desk-Operator",
                ApprovedBy = "desk-2",
                Commitments = 4, // Two records, a status and a read.
                OutOfService = bench.Clock.GetUtcNow(),
                BackupsGoneBy = UseCaseBench.BackupsGoneBy,
            },
            erased.Erasure.Certificate);
        bench.AssertProves(erased.Erasure.Entry, erased.Proof);
    }

    [Fact]
    public async Task Certificate_Entry_CommitsToATextThatNamesNeitherPersonNorRecords()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        var subject = (await bench.EntryAsync(issued.Index)).Subject;

        var erased = (await bench.EraseAsync(TestPerson.First)).Erasure;

        byte[] committed = SHA256.HashData([.. erased.Salt!, .. SHA256.HashData(Encoding.UTF8.GetBytes(erased.Text!))]);
        Assert.True(LogEntry.TryParse(erased.Entry.Text, out var published));
        Assert.Equal((erased.Entry.Id.ToString(), EntryKind.Erasure), (published.Id, published.Kind));
        Assert.Equal(committed, published.Commitment.ToArray());
        Assert.All([TestPerson.First.Number, TestPerson.First.Name, issued.Id.ToString(), subject.ToString()], hidden =>
        {
            Assert.DoesNotContain(hidden, erased.Text!, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(hidden, Encoding.UTF8.GetString(erased.Entry.Text.Span), StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task Execute_ByTheTokenThatAsked_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        var asked = (await bench.AskErasureAsync(TestPerson.First)).Required;

        Refusals.AssertIs(ErasureFaults.SecondPersonNeeded, (await bench.ApproveAsync(asked.Id, UseCaseBench.CallerWith(Role.Operator))).Refusal);

        Assert.Equal(1, bench.LogSize);
        Assert.NotNull((await bench.ReadAsync(issued.Id)).Required.Claims);
        Assert.Null((await bench.ApproveAsync(asked.Id)).Refusal);
    }

    [Fact]
    public async Task Execute_Twice_GetsTheSameCertificate()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        var asked = (await bench.AskErasureAsync(TestPerson.First)).Required;

        var first = (await bench.ApproveAsync(asked.Id)).Required;
        bench.Clock.Advance(TimeSpan.FromDays(1));
        var repeat = (await bench.ApproveAsync(asked.Id)).Required;
        var byTheFirst = (await bench.ApproveAsync(asked.Id, UseCaseBench.CallerWith(Role.Operator))).Required; // It erases nothing any more.

        Assert.All([repeat, byTheFirst], same => Assert.Equal((first.Erasure.Entry.Index, first.Erasure.Text), (same.Erasure.Entry.Index, same.Erasure.Text)));
        Assert.Equal(2, bench.LogSize);
    }

    [Fact]
    public async Task Execute_UnknownRequest_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        await bench.ReadAsync(issued.Id);

        Refusals.AssertIs(ErasureFaults.NotFound, (await bench.ApproveAsync(RecordId.Create(bench.Clock.GetUtcNow()))).Refusal);
        Refusals.AssertIs(ErasureFaults.NotFound, (await bench.ApproveAsync(issued.Id)).Refusal); // Other ids of the log are no certificates.
        Refusals.AssertIs(ErasureFaults.NotFound, (await bench.ApproveAsync((await bench.EntryAsync(1)).Id)).Refusal);
    }

    [Theory, MemberData(nameof(OtherRoles))]
    public async Task Execute_ByAnotherRole_IsRefused(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.IssueForAsync(TestPerson.First);
        var asked = (await bench.AskErasureAsync(TestPerson.First)).Required;

        Refusals.AssertIs(AccessFaults.RoleNotAllowed, (await bench.ApproveAsync(asked.Id, UseCaseBench.CallerWith(role))).Refusal);
        Refusals.AssertIs(AccessFaults.OtherDepartment, (await bench.ApproveAsync(asked.Id, UseCaseBench.CallerOfAnotherDepartment(Role.Operator))).Refusal);
        Assert.Equal(1, bench.LogSize);
    }

    [Fact]
    public async Task Execute_OtherPeople_KeepTheirRecordsAndEveryEntryItsProof()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = new List<IssuedRecord>();
        for (var i = 0; i < 6; i++)
        {
            issued.Add(await bench.IssueForAsync(i % 2 == 0 ? TestPerson.First : TestPerson.FromSequence(10 + i)));
        }

        await bench.Department.Chain.TryReconcileAsync(Cancel);
        await bench.EraseAsync(TestPerson.First);

        foreach (var (number, record) in issued.Index())
        {
            Assert.Equal(number % 2 == 0 ? SealingFaults.SubjectErased : null, (await bench.ReadAsync(record.Id)).Refusal?.Fault);
        }

        for (var index = 0L; index < bench.LogSize; index++)
        {
            bench.AssertProves(await bench.EntryAsync(index), await bench.Department.Prover.ProveEntryAsync(index, Cancel));
        }

        var check = await new OwnLogCheck(bench.Department.Log, bench.Department.Store, TimeProvider.System).RunAsync(null, 1000, Cancel);
        Assert.Empty(check.Findings);
        Assert.Equal(bench.LogSize, check.Size);
    }

    [Fact]
    public async Task Execute_AppendThatFails_ErasesNothing()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        var asked = (await bench.AskErasureAsync(TestPerson.First)).Required;
        bench.Department.Log.Sequencer.State.Stop(LogFaults.DiskFull);

        Refusals.AssertIs(LogFaults.DiskFull, (await bench.ApproveAsync(asked.Id)).Refusal);

        Assert.False((await bench.Department.Opener.OpenAsync(await bench.EntryAsync(issued.Index), Cancel)).Required.Claims.Payload.ValueKind is System.Text.Json.JsonValueKind.Undefined);
        Assert.Equal([asked], (await bench.Department.Erasures.ReadBookAsync(Cancel)).Asked);
    }

    [Fact]
    public async Task Execute_FullQueue_ErasesNothingAndMayBeRepeated()
    {
        await using var bench = await UseCaseBench.OpenAsync(queueLength: 1);
        var issued = await bench.IssueForAsync(TestPerson.First);
        var asked = (await bench.AskErasureAsync(TestPerson.First)).Required;
        var gate = bench.HoldCommits();
        var held = bench.IssueForAsync(TestPerson.Second);
        await gate.Entered;
        var waiting = bench.IssueForAsync(TestPerson.FromSequence(3));

        Refusals.AssertIs(LogFaults.QueueFull, (await bench.ApproveAsync(asked.Id)).Refusal);
        gate.Open();
        await Task.WhenAll(held, waiting);

        await bench.IssueForAsync(TestPerson.First); // The log takes the person's entries again.
        Assert.NotNull((await bench.ReadAsync(issued.Id)).Required.Claims);
        Assert.Equal(3, (await bench.ApproveAsync(asked.Id)).Required.Erasure.Certificate!.Commitments);
    }
}
