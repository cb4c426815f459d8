using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>All codes of this software, listed by hand. A test compares the lists with the sources of this folder.</summary>
public static class FaultTable
{
    /// <summary>What the hosted service answers, reports or stops with, ordered by code.</summary>
    public static ImmutableArray<Fault> Service { get; } = Order(
    [
        Findings.All, SealFaults.All, RecordTypeFaults.All, PaperFaults.All, IssuingFaults.All, SealingFaults.All, DisclosureFaults.All, ErasureFaults.All,
        SharingFaults.All, ComplaintFaults.All, LogFaults.All, AuditFaults.All, AuditTimeFaults.All, ChainAuditFaults.All, AnchoringFaults.All, MirrorFaults.All, StatusFaults.All,
        AccessFaults.All, SignInFaults.All,
        ProvingFaults.All, StartUpFaults.All, StoreFaults.All, RegistrationFaults.All, MigratingFaults.All, RequestFaults.All,
        WorkerFaults.All,
    ]);

    /// <summary>What only the commands print, ordered by code.</summary>
    public static ImmutableArray<Fault> Commands { get; } = Order([RunFaults.All, GovernanceFaults.All]);

    /// <summary>Every code, ordered.</summary>
    public static ImmutableArray<Fault> All { get; } = Order([Service, Commands]);

    private static readonly FrozenDictionary<string, Fault> ByCode = All.ToFrozenDictionary(fault => fault.Code, StringComparer.Ordinal);

    /// <summary>The fault of a code; null for a code that only another version knows.</summary>
    public static Fault? Find(string code) => ByCode.GetValueOrDefault(code);

    private static ImmutableArray<Fault> Order(ImmutableArray<ImmutableArray<Fault>> tables) =>
        [.. tables.SelectMany(table => table).OrderBy(fault => fault.Code, StringComparer.Ordinal)];
}
