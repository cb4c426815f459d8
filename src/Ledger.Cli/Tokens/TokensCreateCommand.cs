using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Cli.Output;
using Ledger.Inputs;
using Ledger.Nodes;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Tokens;

/// <summary><c>ledger tokens create</c>: creates a token at a running node or in a data directory. The first token is created in a data directory.</summary>
internal static class TokensCreateCommand
{
    private static readonly LocalizedText NameForm = new(
        $" 1 至 {TokenHolder.MaxNameLength} 个可见字符", $"1 to {TokenHolder.MaxNameLength} characters that can be seen");

    public static Command Create(Terminal terminal)
    {
        var options = new TokenCommandOptions();
        var role = new Option<string>("--role") { Description = "The role of the token. 角色。", Required = true };
        role.AcceptOnlyFromAmong([.. Enum.GetNames<Role>().Select(name => name.ToLowerInvariant())]);
        var name = new Option<string>("--name") { Description = "The name of the token: a desk or a program, not a person. 名称。", Required = true };
        var expires = new Option<string?>("--expires") { Description = "How long it can be used, such as 90d or 12h, at most 3650d. Default: 365d. 有效期。" };
        var command = new Command("create", "Create a token. It is shown once. 创建令牌，仅显示一次。") { role, name, expires };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var holder = new TokenHolder(
                ReadName(parsed.GetValue(name)!), options.Department(parsed), Enum.Parse<Role>(parsed.GetValue(role)!, ignoreCase: true)); // Required; one of those accepted.
            var until = Until(parsed.GetValue(expires));
            var made = await options.RunAsync(
                parsed, desk => ToJson(desk.Create(holder, until)), (node, token) => CreateAtAsync(node, token, holder, until, cancellationToken));
            try
            {
                terminal.Out.WriteLine(options.IsJson(parsed) ? made.ToJsonString(JsonText.Options) : (string?)made["token"]);
                terminal.Out.Flush();
            }
            catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                await WithdrawUnseenAsync(options, parsed, holder, (string?)made["id"] ?? "", cancellationToken);
                throw new FaultException(RunFaults.TokenNotShown, (unseen.InnerException ?? unseen).Message, unseen);
            }

            return ExitCode.Yes;
        });
        return command;
    }

    /// <summary>Withdraws a token that could not be shown, because a token that nobody has seen must not stay in force.</summary>
    /// <exception cref="FaultException">The token stays in force. The exception names it.</exception>
    private static async Task WithdrawUnseenAsync(TokenCommandOptions options, ParseResult parsed, TokenHolder holder, string id, CancellationToken cancellationToken)
    {
        try
        {
            _ = await options.RunAsync(
                parsed,
                desk =>
                {
                    desk.Discard(holder.Department, id);
                    return true;
                },
                async (node, token) =>
                {
                    _ = await node.DeleteAsync($"v1/departments/{holder.Department}/tokens/{Uri.EscapeDataString(id)}", token, cancellationToken);
                    return true;
                });
        }
        catch (FaultException problem)
        {
            throw new FaultException(RunFaults.TokenNotShownNorWithdrawn, $"{id} ({problem.Fault.Code} {problem.Detail})", problem);
        }
    }

    private static string ReadName(string called) => TokenHolder.IsName(called)
        ? called
        : throw OptionProblems.WrongForm("--name", null, NameForm);

    // A node accepts whole seconds only.
    private static DateTimeOffset? Until(string? span)
    {
        if (span is null)
        {
            return null;
        }

        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        return now + Spans.Parse(span, "--expires", TimeSpan.FromSeconds(1), TokenLifetime.Longest);
    }

    private static JsonObject ToJson(IssuedToken issued) => new()
    {
        ["id"] = issued.Entry.Id,
        ["expiresAt"] = issued.Entry.ExpiresAt,
        ["token"] = issued.Token,
    };

    private static async Task<JsonObject> CreateAtAsync(
        NodeClient node, string token, TokenHolder holder, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["name"] = holder.Name, ["role"] = TokenCommandOptions.FormatName(holder.Role.ToString()) };
        if (until is { } time)
        {
            body["expiresAt"] = UtcTimes.Text(time);
        }

        var answer = await node.PostAsync($"v1/departments/{holder.Department}/tokens", token, body, cancellationToken);
        return answer["token"] is null
            ? throw new FaultException(RunFaults.AnswerUnreadable, "no token")
            : new JsonObject { ["id"] = answer["id"]?.DeepClone(), ["expiresAt"] = answer["expiresAt"]?.DeepClone(), ["token"] = answer["token"]!.DeepClone() };
    }
}
