using System.Globalization;
using Ledger.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>A request to keep the data of a person until a day, because a law requires it. Personal data.</summary>
/// <param name="Person">The person.</param>
/// <param name="Law">The law, and why it applies.</param>
/// <param name="Until">The last day (UTC) on which the data must be kept.</param>
public sealed record HoldRequest(IdentityNumber Person, string Law, DateOnly Until)
{
    private const int MaxLength = 4 * 1024;
    private const int MaxLaw = 300;

    /// <summary>Reads <c>{"subject":{"idType","idNumber"},"law","until"}</c> strictly.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="now">The current time.</param>
    public static Outcome<HoldRequest> Read(ReadOnlyMemory<byte> utf8, DateTimeOffset now) => SubjectForm.Read<HoldRequest>(utf8, MaxLength, now, (form, person) =>
    {
        var law = form.Text("law", MaxLaw);
        var until = form.OptionalDate("until");
        form.RefuseOthers("subject", "law", "until");
        SubjectForm.CheckLaw(form, law, person);
        if (until is null && form.Violations.Count == 0)
        {
            form.Refuse("until", new LocalizedText("需要填写日期。", "It is missing."));
        }

        if (form.Violations.Count > 0)
        {
            return new Refusal(ErasureFaults.Malformed, [.. form.Violations]);
        }

        var day = DateOnly.ParseExact(until!, "yyyy-MM-dd", CultureInfo.InvariantCulture); // Not null, because there are no violations.
        return day < DateOnly.FromDateTime(now.UtcDateTime)
            ? Refusal.At(ErasureFaults.Malformed, "/until", "已经过去。", "It is in the past.")
            : new HoldRequest(person, law, day);
    });

    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => "HoldRequest";
}
