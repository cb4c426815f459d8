using Ledger.Erasing;
using Ledger.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>A request to erase the data of a person. Personal data.</summary>
/// <param name="Person">The person.</param>
/// <param name="Basis">The legal basis.</param>
/// <param name="Law">The law, the decision or the letter that it rests on. Null if not given.</param>
public sealed record ErasureRequest(IdentityNumber Person, ErasureBasis Basis, string? Law)
{
    /// <summary>The largest request accepted, in bytes.</summary>
    public const int MaxLength = 4 * 1024;

    private const int MaxLaw = 300;

    /// <summary>Reads <c>{"subject":{"idType","idNumber"},"basis","law"?}</c> strictly.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="now">The current time.</param>
    public static Outcome<ErasureRequest> Read(ReadOnlyMemory<byte> utf8, DateTimeOffset now) => SubjectForm.Read<ErasureRequest>(utf8, MaxLength, now, (form, person) =>
    {
        var basis = form.Text("basis", 40);
        var law = form.OptionalText("law", MaxLaw);
        form.RefuseOthers("subject", "basis", "law");
        SubjectForm.CheckLaw(form, law, person);
        if (form.Violations.Count > 0)
        {
            return new Refusal(ErasureFaults.Malformed, [.. form.Violations]);
        }

        var names = ErasureBases.All;
        return ErasureBases.TryParse(basis, out var known)
            ? new ErasureRequest(person, known, law)
            : Refusal.At(ErasureFaults.Malformed, "/basis", $"应为 {string.Join("、", names)} 之一。", $"It must be one of {string.Join(", ", names)}.");
    });

    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => "ErasureRequest";
}
