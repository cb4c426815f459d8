using System.Security.Cryptography;
using System.Text;
using Ledger.Auditing;
using Ledger.Verify.Notes;
using static Ledger.Tests.Auditing.LogAuditTests;

namespace Ledger.Tests.Auditing;

/// <summary>Audits of logs whose checkpoint is wrong or belongs to another log.</summary>
public sealed class LogAuditCheckpointTests
{
    [Theory]
    [InlineData("no checkpoint", "LDG3201")]
    [InlineData("", "LDG3201")]
    [InlineData("log.example.org/2026h2\n5\n\n— log.example.org/2026h2 AAAA\n", "LDG3201")]
    public async Task Audit_MalformedCheckpoint_IsReported(string text, string code)
    {
        var log = ForeignLog.OfSize(5);
        log.Files["checkpoint"] = Encoding.UTF8.GetBytes(text);

        await AssertOnlyAsync(log, code, "checkpoint", null);
    }

    [Fact]
    public async Task Audit_CheckpointWithAnEmptyExtensionLine_IsMalformed()
    {
        var log = ForeignLog.OfSize(5);
        log.Files["checkpoint"] = Encoding.UTF8.GetBytes(log.NoteOf(5, "one", "", "two"));

        await AssertOnlyAsync(log, "LDG3201", "checkpoint", null);
    }

    [Fact]
    public async Task Audit_CheckpointOfAnotherOrigin_IsReported()
    {
        var log = ForeignLog.OfSize(5);
        log.Files["checkpoint"] = Encoding.UTF8.GetBytes(ForeignLog.NoteOf("log.example.org/2027h1", 5, log.RootOf(5)));

        await AssertOnlyAsync(log, "LDG3202", "checkpoint", null);
    }

    [Fact]
    public async Task Audit_KeyOfAnotherLog_IsReported()
    {
        var log = ForeignLog.OfSize(5);
        var key = new Ed25519NoteSigner(ForeignLog.Origin, SHA256.HashData("another key"u8)).Key;

        var report = await new LogAudit(log, key).RunAsync(new LogAuditOptions(), TestContext.Current.CancellationToken);

        Assert.Equal("LDG3203", Assert.Single(report!.Findings).Fault.Code); // It has a checkpoint.
    }

    [Fact]
    public async Task Audit_SignatureOfAnotherText_IsReported()
    {
        var log = ForeignLog.OfSize(5);
        Assert.True(SignedNote.TryParse(log.NoteOf(5), out var note));
        Assert.True(SignedNote.TryParse(log.NoteOf(4), out var other));
        log.Files["checkpoint"] = Encoding.UTF8.GetBytes((note with { Signatures = other.Signatures }).ToString());

        await AssertOnlyAsync(log, "LDG3204", "checkpoint", null);
    }
}
