using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Cli.Backup;
using Ledger.Cli.Output;
using Ledger.Departments;
using Ledger.Faults;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger tokens create</c>: through a running node, or in the data directory of a stopped one.</summary>
internal static class TokensCreateCommand
{
    private const int MaxName = 60;

    public static Command Create(Terminal terminal)
    {
        var department = new Option<string>("--department") { Description = "Which department. 部门。", Required = true };
        var role = new Option<string>("--role") { Description = "What it may do. 角色。", Required = true };
        role.AcceptOnlyFromAmong([.. Enum.GetNames<Role>().Select(name => name.ToLowerInvariant())]);
        var name = new Option<string>("--name") { Description = "What it is called: a desk or a program, not a person. 名称。", Required = true };
        var data = new Option<string?>("--data") { Description = "Data directory of a node that is not running. 数据目录。" };
        var node = RepeatedOptions.Node();
        var token = new Option<string?>("--token") { Description = "An operator's token, for a node that is running. 运维令牌。" };
        var json = RepeatedOptions.Json();
        var command = new Command("create", "Make a token. It is shown once. 创建令牌，仅显示一次。") { department, role, name, data, node, token, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!DepartmentId.TryParse(parsed.GetValue(department), out var id))
            {
                throw new CliException(CliFaults.OptionWrong, "--department: a short name such as education 应为部门简称，如 education");
            }

            var called = parsed.GetValue(name)!; // Required.
            if (called.Length is 0 or > MaxName || called.Any(char.IsControl))
            {
                throw new CliException(CliFaults.OptionWrong, $"--name: 1 to {MaxName} characters that are seen 应为 1 至 {MaxName} 个可见字符");
            }

            var holder = new TokenHolder(called, id, Enum.Parse<Role>(parsed.GetValue(role)!, ignoreCase: true)); // One of those accepted.
            var made = parsed.GetValue(data) is { } directory
                ? CreateIn(directory, holder)
                : await CreateAtAsync(Given.Address(parsed.GetValue(node)!, "--node"), parsed.GetValue(token), holder, cancellationToken);
            terminal.Out.WriteLine(parsed.GetValue(json) ? new JsonObject { ["token"] = made }.ToJsonString(JsonText.Options) : made);
            return ExitCode.Yes;
        });
        return command;
    }

    private static string CreateIn(string directory, TokenHolder holder)
    {
        using var hold = NodeHold.Take(directory);
        var path = new DataLayout(directory).Tokens;
        try
        {
            return TokenFile.Open(path).Create(holder) ?? throw new CliException(CliFaults.NameTaken, holder.Name);
        }
        catch (StoreDamagedException problem)
        {
            throw new CliException(CliFaults.FileMalformed, path, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CliException(CliFaults.FileUnwritable, path, problem);
        }
    }

    private static async Task<string> CreateAtAsync(Uri node, string? token, TokenHolder holder, CancellationToken cancellationToken)
    {
        if (token is null)
        {
            throw new CliException(CliFaults.OptionWrong, "--token or --data");
        }

        using var client = new NodeClient(node);
        var answer = await client.PostAsync(
            $"v1/departments/{holder.Department}/tokens", token,
            new JsonObject { ["name"] = holder.Name, ["role"] = holder.Role.ToString().ToLowerInvariant() }, cancellationToken);
        return answer["token"]?.ToString() ?? throw new CliException(CliFaults.AnswerUnreadable, "no token");
    }
}
