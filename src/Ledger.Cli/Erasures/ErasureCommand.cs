using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Files;

namespace Ledger.Cli.Erasures;

/// <summary><c>ledger erasure</c>: asks for the erasure of a person's data, approves it, and keeps data that a law holds.</summary>
internal static class ErasureCommand
{
    public static Command Create(Terminal terminal) => new("erasure", "Erase a person's data, with a second person's approval. 经两人同意删除某人的资料。")
    {
        Ask(terminal), Approve(terminal), Withdraw(terminal), List(terminal), Hold(terminal), Release(terminal),
    };

    private static Command Ask(Terminal terminal)
    {
        var options = new ErasureCommandOptions(terminal);
        var subject = new SubjectOptions(terminal);
        var basis = new Option<string>("--basis")
        {
            Description = "purpose_ended, consent_withdrawn, objection, unlawful or legal_duty. 法律依据。",
            Required = true,
        };
        var law = new Option<string?>("--law") { Description = "The law, the decision or the letter that it rests on; it must not name the person. 所依法律或文书。" };
        var command = new Command("ask", "Ask for an erasure. The number of the identity document is read from standard input. 申请删除。") { basis, law };
        subject.AddTo(command);
        return Finish(terminal, command, options, async (parsed, cancellationToken) =>
        {
            var body = new JsonObject { ["subject"] = await subject.ReadAsync(parsed, cancellationToken), ["basis"] = parsed.GetValue(basis) };
            if (parsed.GetValue(law) is { } text)
            {
                body["law"] = text;
            }

            return await options.RunAsync(parsed, (client, path, token) => client.PostAsync(path + "/erasures", token, body, cancellationToken), cancellationToken);
        }, answer => $"Asked 已申请 {answer["id"]}: another operator approves it 须由另一位运维人员批准");
    }

    private static Command Approve(Terminal terminal)
    {
        var options = new ErasureCommandOptions(terminal);
        var id = new Argument<string>("id") { Description = "The request. 申请编号。" };
        var command = new Command("approve", "Approve an erasure that somebody else asked for, and erase the data now. It cannot be restored. 批准并立即删除，不可恢复。") { id };
        return Finish(terminal, command, options, (parsed, cancellationToken) => options.RunAsync(
            parsed,
            (client, path, token) => client.PostAsync($"{path}/erasures/{Uri.EscapeDataString(parsed.GetValue(id)!)}/approval", token, new JsonObject(), cancellationToken),
            cancellationToken), FormatCertificate);
    }

    private static Command Withdraw(Terminal terminal)
    {
        var options = new ErasureCommandOptions(terminal);
        var id = new Argument<string>("id") { Description = "The request. 申请编号。" };
        var command = new Command("withdraw", "Withdraw a request for erasure. 撤回删除申请。") { id };
        return Finish(terminal, command, options, (parsed, cancellationToken) => options.RunAsync(
            parsed, (client, path, token) => client.DeleteAsync($"{path}/erasures/{Uri.EscapeDataString(parsed.GetValue(id)!)}", token, cancellationToken), cancellationToken),
            answer => $"Withdrawn 已撤回 {answer["id"]}");
    }

    private static Command List(Terminal terminal)
    {
        var options = new ErasureCommandOptions(terminal);
        var command = new Command("list", "List requests for erasure, legal holds, and certificates. 列出申请、保留要求与删除证明。");
        return Finish(terminal, command, options, (parsed, cancellationToken) => options.RunAsync(
            parsed, (client, path, token) => client.GetAsync(path + "/erasures?limit=200", token, cancellationToken), cancellationToken), FormatList);
    }

    private static Command Hold(Terminal terminal)
    {
        var options = new ErasureCommandOptions(terminal);
        var subject = new SubjectOptions(terminal);
        var law = new Option<string>("--law") { Description = "The law, and why it applies; it must not name the person. 法律依据。", Required = true };
        var until = new Option<string>("--until") { Description = "The last day on which the data must be kept, such as 2030-12-31. 保留至。", Required = true };
        var command = new Command("hold", "Keep a person's data until a day. The number of the identity document is read from standard input. 依法保留。") { law, until };
        subject.AddTo(command);
        return Finish(terminal, command, options, async (parsed, cancellationToken) =>
        {
            var body = new JsonObject
            {
                ["subject"] = await subject.ReadAsync(parsed, cancellationToken),
                ["law"] = parsed.GetValue(law),
                ["until"] = parsed.GetValue(until),
            };
            return await options.RunAsync(parsed, (client, path, token) => client.PostAsync(path + "/holds", token, body, cancellationToken), cancellationToken);
        }, answer => $"Held 已保留 {answer["id"]} until 至 {answer["until"]}");
    }

    private static Command Release(Terminal terminal)
    {
        var options = new ErasureCommandOptions(terminal);
        var id = new Argument<string>("id") { Description = "The hold. 保留要求编号。" };
        var command = new Command("release", "End a legal hold before its day. 提前解除保留要求。") { id };
        return Finish(terminal, command, options, (parsed, cancellationToken) => options.RunAsync(
            parsed, (client, path, token) => client.DeleteAsync($"{path}/holds/{Uri.EscapeDataString(parsed.GetValue(id)!)}", token, cancellationToken), cancellationToken),
            answer => $"Released 已解除 {answer["id"]}");
    }

    private static Command Finish(
        Terminal terminal, Command command, ErasureCommandOptions options, Func<ParseResult, CancellationToken, Task<JsonObject>> run, Func<JsonObject, string> format)
    {
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var answer = await run(parsed, cancellationToken);
            terminal.Out.WriteLine(options.IsJson(parsed)
                ? answer.ToJsonString(JsonText.Options)
                : string.Join(Environment.NewLine, format(answer).Split('\n').Select(line => OneLine.FromText(line))));
            return ExitCode.Yes;
        });
        return command;
    }

    private static string FormatCertificate(JsonObject row) =>
        $"Erased 已删除 {row["at"]}: certificate 证明 {row["id"]}, {row["commitments"]} entries 条, backups gone by 备份清除于 {row["backupsGoneBy"]}";

    private static string FormatList(JsonObject page) => string.Join('\n',
    [
        .. Rows(page, "asked").Select(row => $"waits 待批准  {row["id"]}  {row["basis"]}  {row["askedBy"]}  {row["askedAt"]}"),
        .. Rows(page, "holds").Select(row => $"held 保留  {row["id"]}  until 至 {row["until"]}  {row["law"]}{(row["releasedAt"] is null ? "" : $"  released 已解除 {row["releasedBy"]}")}"),
        .. Rows(page, "erasures").Select(FormatCertificate),
    ]);

    private static IEnumerable<JsonObject> Rows(JsonObject page, string name) => (page[name] as JsonArray ?? []).OfType<JsonObject>();
}
