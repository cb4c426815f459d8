using System.Collections.Immutable;
using Ledger.Ethereum.Registry;
using Ledger.Inputs;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Council;

/// <summary>All kinds of decisions of the council, for the command line and for files of actions. Stateless.</summary>
public static class CouncilActions
{
    private static readonly ActionPart Origin = new("origin", new("部门日志的标识，如 ledger.example.gov/health/log。", "The department's log origin, such as ledger.example.gov/health/log."));
    private static readonly ActionPart Operator = new("operator", new("操作账户地址。", "The operator's account."));
    private static readonly ActionPart Member = new("member", new("成员账户地址。", "The member's account."));
    private static readonly ActionPart Types = new("type", new("记录类型，可多个。", "Record types; several may be given."), IsList: true);
    private static readonly ActionPart Since = new("since", new("起始时间，缺省为执行之时。", "The start, RFC 3339. Default: the time of execution."), IsRequired: false);
    private static readonly ActionPart RecordKey = new("record-key", new("封签公钥指纹。", "The record key's thumbprint, 0x and 64 digits."));
    private static readonly ActionPart LogKey = new("log-key", new("日志公钥。", "The log's Ed25519 public key, 0x and 64 digits."));

    public static ImmutableArray<CouncilAction> All { get; } =
    [
        new("admit", new("接纳部门。", "Admit a department."),
            [Origin, Operator, new("node-url", new("节点地址。", "The URL of its node.")), LogKey, Types with { IsRequired = false }], AdmitAsync),
        Create("suspend", new("暂停部门，批准满额后立即可执行。", "Suspend a department; no delay."), [Origin], values => [CouncilCall.Suspend(values.Get("origin"))]),
        Create("reinstate", new("恢复部门。", "Reinstate a department."), [Origin], values => [CouncilCall.Reinstate(values.Get("origin"))]),
        new("register-types", new("登记记录类型。", "Register record types."),
            [new("file", new("类型说明文件，可多个。", "Type metadata files; several may be given."), IsList: true)], RegisterTypesAsync),
        Create("authorise", new("授权部门签发类型。", "Authorise a department for types."), [Origin, Types],
            values => [CouncilCall.AuthoriseTypes(values.Get("origin"), values.List("type"))]),
        Create("deauthorise", new("终止授权。", "End an authority."), [Origin, Types],
            values => [.. values.List("type").Select(type => CouncilCall.Deauthorise(values.Get("origin"), type))]),
        Create("operator", new("更换部门的操作账户。", "Hand a department over to another account."), [Origin, Operator],
            values => [CouncilCall.SetOperator(values.Get("origin"), values.Address("operator"))]),
        Create("close-key", new("关闭封签公钥。", "Close a record key."),
            [Origin, RecordKey, new("until", new("截止时间，缺省为执行之时。", "The end. Default: the time of execution."), IsRequired: false)],
            values => [CouncilCall.CloseRecordKey(values.Get("origin"), values.Hash("record-key"), values.FindTime("until"))]),
        Create("compromise-record-key", new("声明封签密钥已泄露，不可撤回。", "Declare a record key compromised; irrevocable."), [Origin, RecordKey, Since],
            values => [CouncilCall.DeclareRecordKeyCompromised(values.Get("origin"), values.Hash("record-key"), values.FindTime("since"))]),
        Create("compromise-log-key", new("声明日志密钥已泄露，不可撤回。", "Declare a log key compromised; irrevocable."), [Origin, LogKey, Since],
            values => [CouncilCall.DeclareLogKeyCompromised(values.Get("origin"), values.Hash("log-key"), values.FindTime("since"))]),
        Create("record-migration", new("确认迁移记录。", "Acknowledge a migration record."),
            [Origin, new("record-hash", new("迁移记录的哈希。", "The record's hash, 0x and 64 digits."))],
            values => [CouncilCall.RecordMigration(values.Get("origin"), values.Hash("record-hash"))]),
        Create("add-member", new("增加成员；若票数将不再过半，须在同一提案中提高票数。", "Add a member. If the threshold would then be half or less, raise it in the same proposal."), [Member], values => [CouncilCall.AddMember(values.Address("member"))]),
        Create("remove-member", new("移除成员；若成员将少于票数，须在同一提案中降低票数。", "Remove a member. If fewer members than the threshold would remain, lower it in the same proposal."), [Member], values => [CouncilCall.RemoveMember(values.Address("member"))]),
        Create("threshold", new("更改所需批准数，须过半数。", "Change the number of required approvals: more than half."), [new("threshold", new("批准数。", "The number of approvals."))],
            values => [CouncilCall.SetThreshold(values.Number("threshold"))]),
        Create("delay", new("更改等待时间（不短于登记处的最短等待时间）与有效期（至少长一天）。", "Change the delay, which must not be below the registry's least delay, and the lifetime, which must be at least a day longer."),
            [new("delay", new("等待时间，如 24h。", "The delay, such as 24h.")), new("lifetime", new("有效期，如 14d。", "The lifetime, such as 14d."))],
            values => [CouncilCall.SetDelay(Spans.Parse(values.Get("delay"), "delay"), Spans.Parse(values.Get("lifetime"), "lifetime"))]),
    ];

    private static CouncilAction Create(string name, LocalizedText what, ImmutableArray<ActionPart> parts, Func<ActionValues, IEnumerable<CouncilCall>> build) =>
        new(name, what, parts, (values, _) => Task.FromResult(build(values)));

    private static Task<IEnumerable<CouncilCall>> AdmitAsync(ActionValues values, CancellationToken cancellationToken)
    {
        var origin = values.Get("origin");
        var admit = CouncilCall.Admit(origin, values.Address("operator"), values.Get("node-url"), values.Hash("log-key"));
        return Task.FromResult<IEnumerable<CouncilCall>>(
            values.List("type") is { Count: > 0 } types ? [admit, CouncilCall.AuthoriseTypes(origin, types)] : [admit]);
    }

    private static async Task<IEnumerable<CouncilCall>> RegisterTypesAsync(ActionValues values, CancellationToken cancellationToken)
    {
        var types = new List<RecordTypeRegistration>();
        foreach (var path in values.List("file"))
        {
            var octets = await values.Files.ExactAsync(path, 256 * 1024, cancellationToken);
            types.Add(TypeMetadata.TryParse(octets, out var metadata, out _)
                ? new RecordTypeRegistration(metadata.Vct, Digest.Sha256(octets))
                : throw new FaultException(RunFaults.FileMalformed, path));
        }

        return [CouncilCall.RegisterTypes(types)];
    }
}
