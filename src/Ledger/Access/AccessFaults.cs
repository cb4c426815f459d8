using Ledger.Faults;

namespace Ledger.Access;

/// <summary>LDG6xxx: who may do what.</summary>
public static class AccessFaults
{
    public static readonly Fault TokenMissing = new("LDG6001", 401,
        new("需要访问令牌。", "A token is needed."),
        new("请在 Authorization 头中以 Bearer 方式提供。", "Send it in the Authorization header as a bearer token."));

    public static readonly Fault TokenUnknown = new("LDG6002", 401,
        new("访问令牌无效或已作废。", "The token is not known or was withdrawn."),
        new("请向本部门运维人员索取新令牌。", "Ask the department's operator for a new one."));

    public static readonly Fault OtherDepartment = new("LDG6003", 403,
        new("该令牌属于另一个部门。", "The token belongs to another department."),
        new("请使用地址所示部门的令牌。", "Use a token of the department in the address."));

    public static readonly Fault RoleNotAllowed = new("LDG6004", 403,
        new("该令牌的角色不能进行此操作。", "The token's role may not do this."),
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
}
