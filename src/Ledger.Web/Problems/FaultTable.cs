using System.Collections.Immutable;
using System.Reflection;
using Ledger.Ethereum.Anchoring;
using Ledger.Faults;
using Ledger.Store.LiteDb;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;
using Ledger.Verify.Verdicts;

namespace Ledger.Web.Problems;

/// <summary>
/// The table of all codes. It contains every static field with a fault or a finding, from every assembly of this program, so no code can be
/// forgotten. It leaves out <see cref="RunFaults"/> and <see cref="GovernanceFaults"/>, which only commands report. The manual of the command line lists
/// those.
/// </summary>
internal static class FaultTable
{
    /// <summary>All codes of the node, sorted.</summary>
    public static ImmutableArray<FaultRow> Rows { get; } =
    [
        .. new[] { typeof(Findings), typeof(Fault), typeof(LiteDbLogStore), typeof(EthereumAnchorChain), typeof(FaultTable) }
            .SelectMany(type => RowsOf(type.Assembly))
            .OrderBy(row => row.Code, StringComparer.Ordinal),
    ];

    /// <summary>The codes of one assembly.</summary>
    public static IEnumerable<FaultRow> RowsOf(Assembly assembly) => assembly.GetTypes()
        .Where(type => !type.ContainsGenericParameters && type != typeof(RunFaults) && type != typeof(GovernanceFaults))
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => IsRow(field.FieldType))
        .Select(field => ToRow(field.GetValue(null)));

    private static bool IsRow(Type type) =>
        type == typeof(Fault) || type == typeof(Finding) || type == typeof(SealFault) || type == typeof(RecordTypeFault);

    private static FaultRow ToRow(object? value) => value switch
    {
        Fault fault => new FaultRow(fault.Code, fault.HttpStatus, fault.Title, fault.Action),
        Finding finding => new FaultRow(finding.Code, null, new LocalizedText(finding.Zh, finding.En), FindingActions.Find(finding.Code)),
        SealFault fault => new FaultRow(fault.Code, null, new LocalizedText(fault.Chinese, fault.English), FindingActions.Find(fault.Code)),
        RecordTypeFault fault => new FaultRow(fault.Code, null, new LocalizedText(fault.Chinese, fault.English), FindingActions.Find(fault.Code)),
        _ => throw new InvalidOperationException("A field of the fault table holds nothing."),
    };
}
