using Ledger.Issuing;
using Ledger.Keys;

namespace Ledger.Erasing;

/// <summary>A law requires the data of a subject to be kept until a day.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Law">The law, and why it applies. It must not name the person.</param>
/// <param name="Until">The last day (UTC) on which the data must be kept.</param>
/// <param name="By">The name of the token that placed it.</param>
/// <param name="At">When it was placed.</param>
public sealed record LegalHold(RecordId Id, SubjectHandle Subject, string Law, DateOnly Until, string By, DateTimeOffset At)
{
    /// <summary>The name of the token that ended it before its day. Null while it holds.</summary>
    public string? ReleasedBy { get; init; }

    /// <summary>When it was ended before its day.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }
}
