using System.Globalization;
using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Inputs;

/// <summary>The problems with the options of a parsed command line (<c>LDG8503</c>), each in both languages. Stateless.</summary>
public static class OptionProblems
{
    /// <summary>A value of the wrong form.</summary>
    /// <param name="option">The option, including its dashes.</param>
    /// <param name="value">The given value. Null if it is too long to repeat, or secret.</param>
    /// <param name="form">The required form.</param>
    public static FaultException WrongForm(string option, string? value, LocalizedText form) => CreateProblem(
        $"{option}{(value is null ? "" : " " + OneLine.FromText(value))}: {form.En}", $"{option} 应为{form.Zh}");

    /// <summary>Several options are required together.</summary>
    public static FaultException Needed(params IReadOnlyList<string> options) => CreateProblem(
        $"{string.Join(" and ", options)} {(options.Count == 1 ? "is" : "are")} needed", $"须给出 {string.Join("、", options)}");

    /// <summary>An option requires other options.</summary>
    public static FaultException NeededWith(string option, params IReadOnlyList<string> options) => CreateProblem(
        $"{option} needs {string.Join(" and ", options)}", $"使用 {option} 时须给出 {string.Join("、", options)}");

    /// <summary>Exactly one of several options is required.</summary>
    public static FaultException OneOf(params IReadOnlyList<string> options) => CreateProblem(
        $"{string.Join(" or ", options)} is needed, and only one of them", $"须给出 {string.Join(" 或 ", options)}，且只给其一");

    /// <summary>An option that takes one value has none or several.</summary>
    public static FaultException NeededOnce(string option) => CreateProblem($"{option} is needed once", $"{option} 须给出一次");

    /// <summary>Two options were not given equally often.</summary>
    public static FaultException Unpaired(string one, string other) => CreateProblem(
        $"each {one} and {other} needs the other: give as many of the one as of the other", $"{one} 与 {other} 须成对给出");

    /// <summary>There is no token for a department.</summary>
    public static FaultException NoToken(string department, IEnumerable<string> roles) => CreateProblem(
        $"no token for {OneLine.FromText(department)}: the tokens file has none of the role {string.Join(" or ", roles)}",
        $"令牌文件中没有部门 {OneLine.FromText(department)} 的 {string.Join(" 或 ", roles)} 令牌");

    /// <summary>No department was named, and the tokens do not name one either.</summary>
    public static FaultException NoDepartment() => CreateProblem(
        "--department is needed, or a --tokens file that names departments", "须给出 --department，或含有部门的 --tokens 文件");

    /// <summary>The data directory has no such department.</summary>
    public static FaultException UnknownDepartment(string department, IReadOnlyList<string> known) => CreateProblem(
        $"--department {OneLine.FromText(department)}: the data directory has {(known.Count == 0 ? "no department" : string.Join(", ", known))}",
        $"--department：数据目录中{(known.Count == 0 ? "没有部门" : $"的部门为 {string.Join("、", known)}")}");

    /// <summary>The backup has no log with this key.</summary>
    public static FaultException LogNotBackedUp(string name, IEnumerable<string> origins) => CreateProblem(
        $"--vkey {OneLine.FromText(name)}: the backup has no log of this name, only {string.Join(", ", origins)}",
        $"--vkey：备份中没有此日志，只有 {string.Join("、", origins)}");

    /// <summary>The origin of a checkpoint's log is missing.</summary>
    public static FaultException OriginNeeded(string origin) => CreateProblem(
        $"--origin is needed: the checkpoint is of the log \"{OneLine.FromText(origin)}\", which is not the key's name",
        $"须给出 --origin：检查点属于日志 \"{OneLine.FromText(origin)}\"，与密钥名称不同");

    /// <summary>The chain to trust is not named.</summary>
    /// <param name="acceptsPinnedKeys">Whether the command also accepts pinned keys instead of a chain.</param>
    public static FaultException ChainNeeded(bool acceptsPinnedKeys) => CreateProblem(
        "--rpc and --registry are needed" + (acceptsPinnedKeys ? ", or --offline with --vkey and --jwks" : ""),
        "须给出 --rpc 与 --registry" + (acceptsPinnedKeys ? "，或 --offline 及 --vkey、--jwks" : ""));

    /// <summary>More endpoints must agree than are named.</summary>
    public static FaultException Agreement(int endpoints) => CreateProblem(
        string.Create(CultureInfo.InvariantCulture, $"--agree: it must be from 1 to the number of --rpc, {endpoints}"),
        string.Create(CultureInfo.InvariantCulture, $"--agree 应为 1 至 --rpc 的个数 {endpoints}"));

    /// <summary>A proposal has too few or too many actions.</summary>
    public static FaultException ActionCount(int count, int most) => CreateProblem($"{count} actions; a proposal has 1 to {most}", $"共 {count} 项操作；一项提案应有 1 至 {most} 项");

    /// <summary>The address book and the registry on the chain name different contracts.</summary>
    public static FaultException BookOfOtherContracts(string option) => CreateProblem(
        $"{option}: the address book names other contracts than the registry on the chain", $"{option}：地址簿中的合约与链上登记处所记不同");

    /// <summary>Neither the command line nor an address book names an endpoint of the chain.</summary>
    public static FaultException RpcNeeded(string option) => CreateProblem(
        $"{option} is needed: the address book names no endpoint", $"须给出 {option}：地址簿中没有节点地址");

    /// <summary>The keys cannot verify a seal, for a reason with its own code.</summary>
    public static FaultException KeysDoNotDecide(string option, string en, string zh) => CreateProblem($"{option}: {en.TrimEnd('.')}", zh.TrimEnd('。'));

    /// <summary>Both a data directory and a node are named.</summary>
    public static FaultException DirectoryOrNode() => CreateProblem("--data with --node or --token: name the directory or the node, not both", "只能指定其一");

    /// <summary>Whether an exception reports a problem with the options.</summary>
    public static bool Includes(FaultException problem) => problem.Fault == RunFaults.OptionWrong;

    private static FaultException CreateProblem(string en, string zh) => new(RunFaults.OptionWrong, $"{en}. {zh}。");
}
