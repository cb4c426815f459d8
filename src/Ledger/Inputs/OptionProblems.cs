using System.Globalization;
using Ledger.Faults;
using Ledger.Files;

namespace Ledger.Inputs;

/// <summary>
/// What is wrong with the options of a command line that could be parsed (<c>LDG8503</c>): every sentence in both languages. Stateless.
/// </summary>
public static class OptionProblems
{
    /// <summary>A value of the wrong form.</summary>
    /// <param name="option">With its dashes.</param>
    /// <param name="value">What was given; null for a value that is too long to repeat, or secret.</param>
    /// <param name="form">What it must be.</param>
    public static CouldNotRunException WrongForm(string option, string? value, LocalizedText form) => Of(
        $"{option}{(value is null ? "" : " " + OneLine.Of(value))}: {form.En}", $"{option} 应为{form.Zh}");

    /// <summary>Options that are needed together.</summary>
    public static CouldNotRunException Needed(params IReadOnlyList<string> options) => Of(
        $"{string.Join(" and ", options)} {(options.Count == 1 ? "is" : "are")} needed", $"须给出 {string.Join("、", options)}");

    /// <summary>Options that another one needs.</summary>
    public static CouldNotRunException NeededWith(string option, params IReadOnlyList<string> options) => Of(
        $"{option} needs {string.Join(" and ", options)}", $"使用 {option} 时须给出 {string.Join("、", options)}");

    /// <summary>Options of which exactly one is needed.</summary>
    public static CouldNotRunException OneOf(params IReadOnlyList<string> options) => Of(
        $"{string.Join(" or ", options)} is needed, and only one of them", $"须给出 {string.Join(" 或 ", options)}，且只给其一");

    /// <summary>An option that takes one value has none or several.</summary>
    public static CouldNotRunException NeededOnce(string option) => Of($"{option} is needed once", $"{option} 须给出一次");

    /// <summary>Options that come in pairs.</summary>
    public static CouldNotRunException Unpaired(string one, string other) => Of(
        $"each {one} and {other} needs the other: give as many of the one as of the other", $"{one} 与 {other} 须成对给出");

    /// <summary>There is no token for a department.</summary>
    public static CouldNotRunException NoToken(string department, IEnumerable<string> roles) => Of(
        $"no token for {OneLine.Of(department)}: the tokens file has none of the role {string.Join(" or ", roles)}",
        $"令牌文件中没有部门 {OneLine.Of(department)} 的 {string.Join(" 或 ", roles)} 令牌");

    /// <summary>No department was named, and the tokens do not name one either.</summary>
    public static CouldNotRunException NoDepartment() => Of(
        "--department is needed, or a --tokens file that names departments", "须给出 --department，或含有部门的 --tokens 文件");

    /// <summary>The data directory has no such department.</summary>
    public static CouldNotRunException UnknownDepartment(string department, IReadOnlyList<string> known) => Of(
        $"--department {OneLine.Of(department)}: the data directory has {(known.Count == 0 ? "no department" : string.Join(", ", known))}",
        $"--department：数据目录中{(known.Count == 0 ? "没有部门" : $"的部门为 {string.Join("、", known)}")}");

    /// <summary>The key is not that of a log that was backed up.</summary>
    public static CouldNotRunException LogNotBackedUp(string name, IEnumerable<string> origins) => Of(
        $"--vkey {OneLine.Of(name)}: the backup has no log of this name, only {string.Join(", ", origins)}",
        $"--vkey：备份中没有此日志，只有 {string.Join("、", origins)}");

    /// <summary>Which log a checkpoint is of must be said.</summary>
    public static CouldNotRunException OriginNeeded(string origin) => Of(
        $"--origin is needed: the checkpoint is of the log \"{OneLine.Of(origin)}\", which is not the key's name",
        $"须给出 --origin：检查点属于日志 \"{OneLine.Of(origin)}\"，与密钥名称不同");

    /// <summary>The chain to trust is not named.</summary>
    /// <param name="canDoWithout">Whether the command can do without one.</param>
    public static CouldNotRunException ChainNeeded(bool canDoWithout) => Of(
        "--rpc and --registry are needed" + (canDoWithout ? ", or --offline with --vkey and --jwks" : ""),
        "须给出 --rpc 与 --registry" + (canDoWithout ? "，或 --offline 及 --vkey、--jwks" : ""));

    /// <summary>More endpoints must agree than were named.</summary>
    public static CouldNotRunException Agreement(int endpoints) => Of(
        string.Create(CultureInfo.InvariantCulture, $"--agree: it must be from 1 to the number of --rpc, {endpoints}"),
        string.Create(CultureInfo.InvariantCulture, $"--agree 应为 1 至 --rpc 的个数 {endpoints}"));

    /// <summary>A proposal has too few or too many actions.</summary>
    public static CouldNotRunException ActionCount(int count, int most) => Of($"{count} actions; a proposal has 1 to {most}", $"共 {count} 项操作；一项提案应有 1 至 {most} 项");

    /// <summary>The address book names other contracts than the chain's registry.</summary>
    public static CouldNotRunException BookOfOtherContracts(string option) => Of(
        $"{option}: the address book names other contracts than the registry on the chain", $"{option}：地址簿中的合约与链上登记处所记不同");

    /// <summary>The chain is named neither on the command line nor in an address book.</summary>
    public static CouldNotRunException RpcNeeded(string option) => Of(
        $"{option} is needed: the address book names no endpoint", $"须给出 {option}：地址簿中没有节点地址");

    /// <summary>The keys decide nothing about a seal, for a reason that has a code of its own.</summary>
    public static CouldNotRunException KeysDoNotDecide(string option, string en, string zh) => Of($"{option}: {en.TrimEnd('.')}", zh.TrimEnd('。'));

    /// <summary>Both a data directory and a node are named.</summary>
    public static CouldNotRunException DirectoryOrNode() => Of("--data with --node or --token: name the directory or the node, not both", "只能指定其一");

    /// <summary>Whether a problem is one with the options.</summary>
    public static bool Includes(CouldNotRunException problem) => problem.Fault == RunFaults.OptionWrong;

    private static CouldNotRunException Of(string en, string zh) => new(RunFaults.OptionWrong, $"{en}. {zh}。");
}
