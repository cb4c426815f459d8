using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG6xxx: why a caller is rejected, and problems with tokens.</summary>
public static class AccessFaults
{
    public static readonly Fault TokenMissing = new("LDG6001", 401,
        new("需要访问令牌。", "A token is needed."),
        new("请在 Authorization 头中以 Bearer 方式提供。", "Send it in the Authorization header as a bearer token."));

    public static readonly Fault TokenUnknown = new("LDG6002", 401,
        new("访问令牌无效。", "The token is not known."),
        new("请向本部门运维人员索取新令牌。", "Ask the department's operator for a new one."));

    public static readonly Fault OtherDepartment = new("LDG6003", 403,
        new("该令牌属于另一个部门。", "The token belongs to another department."),
        new("请使用地址所示部门的令牌。", "Use a token of the department in the address."));

    public static readonly Fault RoleNotAllowed = new("LDG6004", 403,
        new("该令牌的角色不能进行此操作。", "The token's role does not permit this."),
        new("请使用合适角色的令牌。", "Use a token with the right role."));

    public static readonly Fault DepartmentUnknown = new("LDG6005", 404,
        new("本节点没有这个部门。", "This node hosts no such department."),
        new("可用的部门见 /v1/departments。", "The departments hosted are listed at /v1/departments."));

    public static readonly Fault NameTaken = new("LDG6006", 409,
        new("已有同名令牌。", "There is a token of that name already."),
        new("请换一个名称。", "Choose another name."));

    public static readonly Fault TokenRequestMalformed = new("LDG6007", 400,
        new("令牌请求的格式不正确。", "The request for a token does not have the right form."),
        new("请给出 name 与 role。", "Give name and role."));

    public static readonly Fault TokenExpired = new("LDG9020", 401,
        new("访问令牌已过期。", "The token has expired."),
        new("请向本部门运维人员索取新令牌。", "Ask the department's operator for a new one."));

    public static readonly Fault TokenWithdrawn = new("LDG9021", 401,
        new("访问令牌已被撤回。", "The token was withdrawn."),
        new("请向本部门运维人员索取新令牌；批量请求中此前各行的回答仍有效。",
            "Ask the department's operator for a new one; the answers to earlier lines of a batch still hold."));

    public static readonly Fault LastOperatorToken = new("LDG9022", 409,
        new("这是该部门最后一个有效的运维令牌。", "It is the department's last operator token in force."),
        new("请先签发另一个运维令牌；或在节点所在机器上用 ledger tokens withdraw --data 撤回。",
            "Issue another operator token first; or withdraw it on the node's machine with ledger tokens withdraw --data."));

    public static readonly Fault TokensUnreadable = new("LDG9023", 503,
        new("本节点的令牌文件无法读取，因此暂不接受任何令牌。", "The node's token files cannot be read, so no token is accepted for now."),
        new("请运维人员修复或恢复数据目录中的 tokens.json 与 operator.log，并核对其属主；修复后立即生效，无需重启。",
            "Have the operator repair or restore tokens.json and operator.log in the data directory and check who owns them. The repair takes effect at once, without a restart."));

    public static readonly Fault TokensRestored = new("LDG9024", 503,
        new("令牌来自备份：备份之后撤回的令牌可能又有效。", "The tokens come from a backup: those withdrawn after it may be in force again."),
        new("请用 ledger tokens list 逐一核对并撤回，再运行 ledger tokens review。",
            "Review them with ledger tokens list, withdraw what should not be in force, then run ledger tokens review."));

    public static readonly Fault TokenFileMissing = new("LDG9040", 503,
        new("本节点曾签发令牌，而令牌文件 tokens.json 不见了：此前的令牌均不被接受。", "The node has issued tokens, but its token file tokens.json is missing: none of these tokens is accepted."),
        new("请从备份恢复数据目录中的 tokens.json，立即生效；或用 ledger tokens create --data 签发新令牌。",
            "Restore tokens.json in the data directory from a backup, which takes effect at once; or make new tokens with ledger tokens create --data."));

    public static readonly Fault OperatorLogIncomplete = new("LDG9041", 503,
        new("运维日志 operator.log 缺失或不完整：令牌有效，但其中的撤回记录可能已丢失。", "The operator's log (operator.log) is missing or incomplete: the tokens are valid, but withdrawals that it recorded may be lost."),
        new("请从副本恢复 operator.log；或用 ledger tokens list 逐一核对并撤回，再运行 ledger tokens review。",
            "Restore operator.log from a copy; or review the tokens with ledger tokens list, withdraw what should not be in force, then run ledger tokens review."));

    public static readonly Fault TokenNotFound = new("LDG9025", 404,
        new("该部门没有这个令牌。", "The department has no such token."),
        new("请用令牌列表中的编号。", "Use an id from the list of tokens."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        TokenMissing, TokenUnknown, OtherDepartment, RoleNotAllowed, DepartmentUnknown, NameTaken, TokenRequestMalformed, TokenExpired,
        TokenWithdrawn, LastOperatorToken, TokensUnreadable, TokensRestored, TokenFileMissing, OperatorLogIncomplete, TokenNotFound,
    ];
}
