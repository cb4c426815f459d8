using Ledger.Log;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;

namespace Ledger.Tests.Log;

/// <summary>A temporarily wrong clock delays records only for that time, and never a revocation.</summary>
public sealed class WrongClockTests : IDisposable
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private static readonly ClockBounds Bounds = new() { Tolerance = TimeSpan.FromMinutes(2), LongestIdle = TimeSpan.FromDays(30) };
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(365, "LDG3391")]
    [InlineData(-365, "LDG3390")]
    public async Task Append_ClockTemporarilyAYearOff_RefusesRecordsOnlyForThatTime(int days, string code)
    {
        await using var log = await OpenOnALiveChainAsync();
        var right = _folder.Clock.Now;

        _folder.Clock.Now += TimeSpan.FromDays(days);
        var refused = await log.Sequencer.AppendAsync(Requests.Number(0));
        _folder.Clock.Now = right;
        var appended = await log.Sequencer.AppendAsync(Requests.Number(0));

        Assert.Equal(code, refused.Refusal?.Fault.Code);
        Assert.Equal(right.ToUnixTimeMilliseconds(), appended.Required.Entry.At);
        await log.CheckAllAsync([appended.Required]);
    }

    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    public async Task Append_StatusWhileTheClockIsAYearOff_IsLogged(int days)
    {
        await using var log = await OpenOnALiveChainAsync();
        var record = (await log.Sequencer.AppendAsync(Requests.Number(0))).Required;
        var right = _folder.Clock.Now;

        _folder.Clock.Now += TimeSpan.FromDays(days);
        var revoked = (await log.Sequencer.AppendAsync(Revocation(1))).Required;
        _folder.Clock.Now = right;
        var next = (await log.Sequencer.AppendAsync(Requests.Number(2))).Required;

        Assert.InRange(revoked.Entry.At - record.Entry.At, 0, 1000);
        await log.CheckAllAsync([record, revoked, next]);
    }

    [Theory]
    [InlineData(EntryKind.Certificate, "LDG3393")]
    [InlineData(EntryKind.Decision, "LDG3393")]
    [InlineData(EntryKind.Consent, "LDG3393")]
    [InlineData(EntryKind.Status, null)]
    [InlineData(EntryKind.Disclosure, null)]
    [InlineData(EntryKind.Key, null)]
    [InlineData(EntryKind.Migration, null)]
    public async Task Append_NewestEntryAYearAhead_RefusesRecordsOnly(EntryKind kind, string? code)
    {
        var ahead = await WriteAYearAheadAsync();
        await using var log = await OpenOnALiveChainAsync();
        var request = kind is EntryKind.Status ? Revocation(1) : Requests.Number(1) with { Kind = kind };

        var outcome = await log.Sequencer.AppendAsync(request);

        Assert.Equal(code, outcome.Refusal?.Fault.Code);
        Assert.Equal(code is null ? ahead.Entry.At : null, outcome.Value?.Entry.At); // Not before the newest entry, and not after it.
    }

    [Fact]
    public async Task Append_TimeOfTheNewestEntryHasCome_Continues()
    {
        var ahead = await WriteAYearAheadAsync();
        await using var log = await OpenOnALiveChainAsync();
        Assert.Equal("LDG3393", (await log.Sequencer.AppendAsync(Requests.Number(1))).Refusal?.Fault.Code);

        _folder.Clock.Now += Year;
        log.Log.Clock.Observe(new ChainBlock(3, default, _folder.Clock.Now)); // The chain has grown older, too. Its first new block looks like that of a node that catches up.
        log.Log.Clock.Observe(new ChainBlock(4, default, _folder.Clock.Now));
        var appended = (await log.Sequencer.AppendAsync(Requests.Number(1))).Required;

        Assert.Equal(ahead.Entry.At, appended.Entry.At);
        await log.CheckAllAsync([ahead, appended]);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(-1, "LDG3393")] // A second accident needs a second acceptance.
    public async Task Append_OperatorAcceptedTheNewestEntry_IssuesWithItsTime(int seconds, string? code)
    {
        var ahead = await WriteAYearAheadAsync();
        await using var log = await OpenOnALiveChainAsync(Bounds with { AcceptEntriesUntil = _folder.Clock.Now + Year + TimeSpan.FromSeconds(seconds) });

        var outcome = await log.Sequencer.AppendAsync(Requests.Number(1) with { IssuedAt = _folder.Clock.Now });

        Assert.Equal((code, code is null ? ahead.Entry.At : null), (outcome.Refusal?.Fault.Code, outcome.Value?.Entry.At));
    }

    [Fact]
    public async Task Append_OperatorAcceptedButTheChainIsSilent_IsRefused()
    {
        await WriteAYearAheadAsync();
        await using var log = await _folder.OpenAsync(clock: Bounds with { AcceptEntriesUntil = _folder.Clock.Now + Year });

        Assert.Equal("LDG3004", (await log.Sequencer.AppendAsync(Requests.Number(1))).Refusal?.Fault.Code);
    }

    [Fact]
    public async Task Append_RefusedForTheClock_NamesBothTimes()
    {
        await WriteAYearAheadAsync();
        await using var log = await OpenOnALiveChainAsync();

        var violation = Assert.Single((await log.Sequencer.AppendAsync(Requests.Number(1))).Refusal!.Violations);

        Assert.Contains($"{_folder.Clock.Now:u}", violation.Message.En, StringComparison.Ordinal);
        Assert.Contains($"{_folder.Clock.Now + Year:u}", violation.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_RepeatWhileTheClockIsWrong_HasTheFirstAnswer()
    {
        await using var log = await OpenOnALiveChainAsync();
        var first = (await log.Sequencer.AppendAsync(Requests.Number(0))).Required;

        _folder.Clock.Now += Year;
        var again = (await log.Sequencer.AppendAsync(Requests.Number(0))).Required;

        Assert.Equal((first.Entry.Index, true), (again.Entry.Index, again.IsRepeat));
    }

    [Theory]
    [InlineData(119, null)]
    [InlineData(-119, null)]
    [InlineData(121, "LDG3394")]
    [InlineData(365 * 86400, "LDG3394")]
    [InlineData(-365 * 86400, "LDG3394")]
    public async Task Append_ClockSetAfterSealing_IsRefused(int seconds, string? code)
    {
        await using var log = await OpenOnALiveChainAsync();

        var outcome = await log.Sequencer.AppendAsync(Requests.Number(0) with { IssuedAt = _folder.Clock.Now + TimeSpan.FromSeconds(seconds) });

        Assert.Equal(code, outcome.Refusal?.Fault.Code);
    }

    private static AppendRequest Revocation(int number) =>
        Requests.Number(number) with { Id = Requests.IdOf(0), Kind = EntryKind.Status, Status = EntryStatus.Revoked };

    /// <summary>Like an earlier version of the node: writes one record while the clock is ahead.</summary>
    private async Task<Appended> WriteAYearAheadAsync()
    {
        _folder.Clock.Now += Year;
        var ahead = Assert.Single(await _folder.FillAsync(1));
        _folder.Clock.Now -= Year;
        return ahead;
    }

    private async Task<OpenLog> OpenOnALiveChainAsync(ClockBounds? bounds = null)
    {
        var log = await _folder.OpenAsync(clock: bounds ?? Bounds);
        log.Log.Clock.Observe(new ChainBlock(1, default, _folder.Clock.Now));
        log.Log.Clock.Observe(new ChainBlock(2, default, _folder.Clock.Now));
        return log;
    }
}
