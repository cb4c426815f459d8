using System.CommandLine;
using Ledger.Cli.Options;
using Ledger.Departments;
using Ledger.Ethereum.Registry;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Departments;

/// <summary>
/// The options that select a department's keys in a data directory. The master key comes from a setting or from its file, as in the node.
/// </summary>
internal sealed class NodeKeys
{
    public Option<string> Data { get; } = new("--data") { Description = "Data directory of the department's node. 节点的数据目录。", Required = true };

    public Option<string> Department { get; } = new("--department") { Description = "The department's short name. 部门名称。", Required = true };

    public Option<string> Host { get; } = new("--host")
    {
        Description = "The host name of the identity, as in Ledger:Host. 标识中的主机名。",
        DefaultValueFactory = _ => "ledger.localhost",
    };

    public void AddTo(Command command)
    {
        command.Add(Data);
        command.Add(Department);
        command.Add(Host);
    }

    /// <exception cref="FaultException">The department has no keys there, or they cannot be read.</exception>
    public DepartmentKeys Open(ParseResult parsed)
    {
        var layout = new DataLayout(parsed.GetValue(Data)!); // Required.
        if (!DepartmentId.TryParse(parsed.GetValue(Department), out var id))
        {
            throw OptionProblems.WrongForm("--department", parsed.GetValue(Department), OptionForms.Department);
        }

        return DepartmentKeys.Open(layout, id, parsed.GetValue(Host)!, NodeEnvironment.MasterKey); // It has a default.
    }
}
