using System.CommandLine;
using System.Text;
using Ledger.Auditing.Nodes;
using Ledger.Cli.Chain;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Ethereum.Auditing;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Nodes;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Audits;

/// <summary><c>ledger audit</c>: compares a node's logs, records and statuses with each other and with the chain.</summary>
internal static class AuditCommand
{
    private const int MostParallel = 64;

    public static Command Create(Terminal terminal)
    {
        var node = RepeatedOptions.Node();
        var chain = new TrustedChain(terminal);
        var department = new Option<string[]>("--department") { Description = "The department. Default: all. 部门，默认为全部。" };
        var tokens = new Option<string?>("--tokens") { Description = "File with auditors' tokens. Without it, no bundle is checked. 令牌文件。" };
        var report = new Option<string?>("--report") { Description = "File for the report as JSON. 报告文件（JSON）。" };
        var html = new Option<string?>("--html") { Description = "File for the report as an HTML page. 报告文件（网页）。" };
        var state = new Option<string?>("--state") { Description = "Folder that stores verified heads and the progress of an interrupted run. 记录进度的目录。" };
        var parallel = new Option<int>("--parallel") { Description = "How many bundles to fetch at once, 1 to 64. 同时获取的凭证包数。", DefaultValueFactory = _ => 4 };
        var json = RepeatedOptions.Json();
        var command = new Command("audit", "Audit a node: its logs, anchors, statuses and records. 审计节点。")
        {
            node, department, tokens, report, html, state, parallel, json,
        };
        chain.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var address = InputValues.Address(parsed.GetValue(node)!.TrimEnd('/') + "/", "--node"); // Has a default.
            var count = parsed.GetValue(parallel) is >= 1 and <= MostParallel and var given ? given : throw OptionProblems.WrongForm("--parallel", null, OptionForms.Between(1, MostParallel));
            var access = parsed.GetValue(tokens) is { } file ? await NodeTokens.ReadAsync(terminal.Inputs, file, null, cancellationToken) : null;
            var folder = parsed.GetValue(state);
            MakeFolder(folder);
            using var known = await chain.OpenAsync(parsed, cancellationToken);
            var audit = new NodeAudit(new AuditContext(
                Adapters.Nodes.ConnectAuditor(address, access), new AuditedChain(known), folder, count, TimeProvider.System, terminal.WriteProblem));
            var result = await ProgressBar.RunAsync(
                terminal, address.ToString(), 1, progress => audit.RunAsync(parsed.GetValue(department) ?? [], progress, cancellationToken));
            var document = AuditReportJson.ToJson(result).ToJsonString(JsonText.Options);
            Write(parsed.GetValue(report), document + "\n");
            Write(parsed.GetValue(html), await ReportHtml.RenderAsync(result));
            if (parsed.GetValue(json))
            {
                terminal.Out.WriteLine(document);
            }
            else
            {
                ReportLines.Write(terminal.Out, result);
            }

            return ExitCode.FromVerdict(result.Verdict);
        });
        return command;
    }

    private static void MakeFolder(string? folder)
    {
        try
        {
            if (folder is not null)
            {
                DurableFiles.CreateFolder(folder);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnwritable, folder ?? "", problem);
        }
    }

    private static void Write(string? path, string text)
    {
        try
        {
            if (path is not null)
            {
                DurableFiles.Replace(path, Encoding.UTF8.GetBytes(text));
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnwritable, path ?? "", problem);
        }
    }
}
