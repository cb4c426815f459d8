using System.Text;
using Ledger.Anchoring;
using Ledger.Complaints;
using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.UseCases.Residents;

/// <summary>
/// Logs what the resident who is signed in says about a line of her list of who looked. The department's auditors read it. Safe for use from any thread.
/// </summary>
/// <param name="departments">The departments of this node.</param>
public sealed class ComplainAboutRead(HostedDepartments departments)
{
    /// <summary>The most characters of a complaint.</summary>
    public const int MaxLength = 2000;

    /// <summary>Logs the complaint. The same words about the same line are one complaint.</summary>
    /// <param name="resident">The resident.</param>
    /// <param name="department">The department whose log has the line.</param>
    /// <param name="line">The index of the line's entry.</param>
    /// <param name="text">Her words, as a form sends them.</param>
    /// <param name="cancellationToken">Cancels the work before anything is logged.</param>
    public async ValueTask<Outcome<OwnComplaint>> ExecuteAsync(Resident resident, DepartmentId department, long line, string? text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resident);
        var words = VisibleText.Trim((text ?? "").ReplaceLineEndings("\n").Replace('\t', ' '));
        if (FindProblem(words) is { } problem)
        {
            return new Refusal(ComplaintFaults.TextNotUsable, [new Violation("/text", problem)]);
        }

        var found = await FindOwnAsync(resident, department, line, cancellationToken);
        if (found.Refusal is { } unknown)
        {
            return unknown;
        }

        var own = found.Required.Own;
        var logged = await own.Department.Complaints.ComplainAsync(own.Subject, new Complaint(line, words), cancellationToken);
        return logged.Refusal is { } notLogged ? notLogged : await ProveAsync(own.Department, logged.Required, cancellationToken);
    }

    /// <summary>Finds the line that a complaint would be about, and shows none of its content. Nothing is logged.</summary>
    /// <param name="resident">The resident.</param>
    /// <param name="department">The department whose log has the line.</param>
    /// <param name="line">The index of the line's entry.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The entry. Refused like an unknown line if it is somebody else's.</returns>
    public async ValueTask<Outcome<StoredEntry>> FindAsync(Resident resident, DepartmentId department, long line, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resident);
        var found = await FindOwnAsync(resident, department, line, cancellationToken);
        return found.Refusal is { } unknown ? unknown : found.Required.Entry;
    }

    /// <summary>A complaint with its proof.</summary>
    internal static async ValueTask<OwnComplaint> ProveAsync(HostedDepartment department, LoggedComplaint complaint, CancellationToken cancellationToken) => new(
        department.Profile, complaint, await department.Store.FindLevelAsync(complaint.Entry.Index, cancellationToken),
        await department.Prover.ProveEntryAsync(complaint.Entry.Index, cancellationToken));

    private async ValueTask<Outcome<OwnLook>> FindOwnAsync(Resident resident, DepartmentId department, long line, CancellationToken cancellationToken)
    {
        var found = await OwnSubject.FindAsync(departments, department, resident, ComplaintFaults.LineNotFound, cancellationToken);
        return found.Refusal is { } unknown ? unknown
            : line >= 0 && await found.Required.Department.Store.FindAsync(line, cancellationToken) is { Kind: EntryKind.Disclosure } entry && entry.Subject == found.Required.Subject
                ? new OwnLook(found.Required, entry)
                : ComplaintFaults.LineNotFound;
    }

    private static LocalizedText? FindProblem(string words)
    {
        if (!VisibleText.HasLetter(words))
        {
            return new LocalizedText("请写明您的意见。", "Write what is wrong.");
        }

        var length = words.EnumerateRunes().Count();
        return length > MaxLength ? new LocalizedText($"共 {length} 字，最多 {MaxLength} 字。", $"It has {length} characters, and may have at most {MaxLength}.")
            : words.EnumerateRunes().Any(IsRefused) ? new LocalizedText("含控制字符或改变文字方向的字符，请删去。", "It has control characters, or characters that turn the direction of the text. Remove them.")
            : null;
    }

    // An auditor must read the words in the order in which they stand. U+FFFD marks a character that was lost.
    private static bool IsRefused(Rune rune) =>
        (Rune.IsControl(rune) && rune.Value is not '\n') || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFFFD;

    private sealed record OwnLook(OwnSubject Own, StoredEntry Entry);
}
