using System.Collections.Immutable;
using Ledger.Portal.Checking;
using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.Portal.Paper;

/// <summary>A record as a sheet of paper: what it says, and how whoever gets the paper checks it.</summary>
public sealed record Certificate
{
    // About the lines that fit one sheet of A4 in each size of type, beside head and foot. Long values take several lines.
    private const int UsualLines = 26;
    private const int SmallLines = 40;
    private const int LineLength = 44;

    /// <summary>The report about the record, made for this print.</summary>
    public required VerificationReport Report { get; init; }

    /// <summary>The name of the record's type in both languages.</summary>
    public required LocalizedText Type { get; init; }

    /// <summary>The department that issued it.</summary>
    public required LocalizedText Department { get; init; }

    /// <summary>The claims, with labels in both languages.</summary>
    public required IReadOnlyList<PrintedClaim> Claims { get; init; }

    /// <summary>The short code, <c>XXXX-XXXX-XXXX</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The address to which a reader goes, without the short code.</summary>
    public required string Address { get; init; }

    /// <summary>The small code: the address with the short code.</summary>
    public required QrDrawing SmallCode { get; init; }

    /// <summary>When the short code ends, exclusive.</summary>
    public required DateTimeOffset Ends { get; init; }

    /// <summary>The numbered codes of the offline proof. Empty without one.</summary>
    public ImmutableArray<QrDrawing> Proof { get; init; } = [];

    /// <summary>The class that makes the type smaller when there is much to print.</summary>
    public string Size => Lines <= UsualLines ? "app-sheet" : Lines <= SmallLines ? "app-sheet app-sheet--small" : "app-sheet app-sheet--smallest";

    private int Lines => Claims.Sum(claim => 1 + (claim.ValueZh.Length * 2 + (claim.ValueEn?.Length ?? 0)) / (2 * LineLength));

    /// <summary>Why a record is not printed. Null if it can be.</summary>
    public static LocalizedText? FindObstacle(CheckedRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Report.Verdict switch
        {
            Verdict.Valid when record.Claims is { IsCut: true } => new(
                "这份记录的内容太多，一张证明印不全，所以不能打印。请减少要出示的内容，或使用记录文件。",
                "This record has too much content for a certificate, so it cannot be printed. Share fewer of its claims, or use the record file."),
            Verdict.Valid => null,
            Verdict.NotInForce => new("这份记录现在不生效，所以不能打印成证明。", "This record is not in force now, so it cannot be printed as a certificate."),
            Verdict.CouldNotBeChecked => new(
                "这份记录现在查不出结果，所以暂时不能打印。新签发的记录要过几分钟才登记到链上。",
                "This record cannot be checked at the moment, so it cannot be printed yet. A new record is on the chain after a few minutes."),
            _ => new("这份记录没有通过核验，所以不能打印。", "This record failed a check, so it cannot be printed."),
        };
    }

    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => "Certificate";
}
