using Ledger.Auditing;
using Ledger.Cli.Auditing;
using Ledger.Cli.Output;
using Ledger.Departments;

namespace Ledger.Cli.NodeAuditing;

/// <summary>The departments that earlier audits remember in the state folder. One that the node no longer names was due and is not done.</summary>
internal static class RememberedDepartments
{
    private const string Suffix = ".head.json";

    /// <summary>A result for each remembered department that is not among those the node names, by name.</summary>
    /// <param name="terminal">Where files come from.</param>
    /// <param name="folder">The state folder; null when nothing is remembered.</param>
    /// <param name="listed">The ids of the departments that the node names.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">The folder cannot be read.</exception>
    public static async Task<IReadOnlyList<DepartmentResult>> FindGoneAsync(
        Terminal terminal, string? folder, IReadOnlyCollection<string> listed, CancellationToken cancellationToken)
    {
        var gone = new List<DepartmentResult>();
        foreach (var path in FilesIn(folder))
        {
            var id = Path.GetFileName(path)[..^Suffix.Length];
            if (DepartmentId.TryParse(id, out _) && !listed.Contains(id))
            {
                gone.Add(await DescribeAsync(terminal, id, path, cancellationToken));
            }
        }

        return gone;
    }

    private static async Task<DepartmentResult> DescribeAsync(Terminal terminal, string id, string path, CancellationToken cancellationToken)
    {
        try
        {
            var (key, head) = await StateFile.ReadAsync(terminal, path, cancellationToken);
            var result = new DepartmentResult(new NodeDepartment(id, "", "", key.Name, key.ToString())) { Remembered = head, Log = LogAuditCounts.NothingOf(head.Size) };
            result.CouldNot(ChainAuditFaults.DepartmentGone, id);
            return result;
        }
        catch (CliException problem)
        {
            var result = new DepartmentResult(new NodeDepartment(id, "", "", "", ""));
            result.CouldNot(ChainAuditFaults.DepartmentGone, id);
            result.CouldNot(problem.Fault, problem.Detail);
            return result;
        }
    }

    private static IEnumerable<string> FilesIn(string? folder)
    {
        try
        {
            return folder is null ? [] : Directory.GetFiles(folder, "*" + Suffix).Order(StringComparer.Ordinal);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CliException(CliFaults.FileUnreadable, folder ?? "", problem);
        }
    }
}
