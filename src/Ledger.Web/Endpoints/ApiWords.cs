using System.Text.Json;
using Ledger.Access;
using Ledger.Anchoring;
using Ledger.Disclosures;
using Ledger.Erasing;
using Ledger.Ethereum.Rpc;
using Ledger.Purposes;
using Ledger.Statuses;
using Ledger.Verify.Entries;
using Ledger.Verify.Verdicts;

namespace Ledger.Web.Endpoints;

/// <summary>All closed word lists of the API. Most come from the names of enumerations. Version 1 may add a word to a list of an answer.</summary>
internal static class ApiWords
{
    public const string Role = "Role";
    public const string TokenState = "TokenState";
    public const string RecordStatus = "RecordStatus";
    public const string RecordKind = "RecordKind";
    public const string EventKind = "EventKind";
    public const string ProofLevel = "ProofLevel";
    public const string LegalBasis = "LegalBasis";
    public const string DisclosureForm = "DisclosureForm";
    public const string ErasureBasis = "ErasureBasis";
    public const string Verdict = "Verdict";
    public const string CheckName = "CheckName";
    public const string CheckOutcome = "CheckOutcome";
    public const string ReportedStatus = "ReportedStatus";
    public const string NodeStatus = "NodeStatus";
    public const string WriterStatus = "WriterStatus";
    public const string EndpointStatus = "EndpointStatus";

    public static IReadOnlyList<ApiWordList> All { get; } =
    [
        new(Role, "What a token may do. 令牌的角色。", RoleNames.All),
        new(TokenState, "Whether a token can be used. 令牌的状态。", [.. Enum.GetValues<TokenState>().Select(Camel)]),
        new(RecordStatus, "A record's status. 记录的状态。", [.. Enum.GetValues<EntryStatus>().Select(StatusNames.Format)]),
        new(RecordKind, "The kind of a record. 记录的种类。", [.. new[] { EntryKind.Certificate, EntryKind.Decision, EntryKind.Consent }.Select(AnswerFields.FormatKind)]),
        new(EventKind, "The kind of an event of a record. 事项的种类。", [.. new[] { EntryKind.Certificate, EntryKind.Decision, EntryKind.Consent, EntryKind.Status }.Select(AnswerFields.FormatKind)]),
        new(ProofLevel, "The level of a proof: L0 logged, L1 sent, L2 in a block, L3 final. 证明等级。", Enum.GetNames<ProofLevel>()),
        new(LegalBasis, "What permits a department to show claims. 法律依据。", LegalBases.All),
        new(DisclosureForm, "The form in which claims were shown. `list` is the list of who looked. 出示的形式。", [.. Enum.GetValues<Disclosures.DisclosureForm>().Select(Disclosure.Format)]),
        new(ErasureBasis, "Why the data of a resident has to be erased. 删除的法律依据。", ErasureBases.All),
        new(Verdict, "The verdict on a bundle. 核验结论。", [.. Enum.GetValues<Verdict>().Select(ReportWriter.NameOf)]),
        new(CheckName, "A check of a bundle. 核验的项目。", [.. Enum.GetValues<CheckName>().Select(ReportWriter.NameOf)]),
        new(CheckOutcome, "The outcome of a check. 项目的结果。", [.. Enum.GetValues<CheckOutcome>().Select(ReportWriter.NameOf)]),
        new(ReportedStatus, "A status on the chain. `unknown` is a status number that this version does not know. 链上的状态。",
            [.. Enumerable.Range(0, 6).Select(number => ReportWriter.StatusName((EntryStatus)number))]),
        new(NodeStatus, "The state of a node. 节点的状况。", ["ready", "degraded", "stopped"]),
        new(WriterStatus, "Whether a log can be written. 日志是否可写。", ["writing", "stopped", "down"]),
        new(EndpointStatus, "The state of an endpoint of the chain. 链端点的状况。", [.. Enum.GetValues<EndpointState>().Select(Camel)]),
    ];

    private static string Camel<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
