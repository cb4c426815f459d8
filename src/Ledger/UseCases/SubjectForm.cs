using Ledger.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Reads requests of operators about one person. Stateless.</summary>
internal static class SubjectForm
{
    /// <summary>Reads the person, and leaves the other members to the caller.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="maxLength">The largest body accepted, in bytes.</param>
    /// <param name="now">The current time.</param>
    /// <param name="read">Reads the other members and returns the request. It reports the violations of the form, too.</param>
    public static Outcome<T> Read<T>(ReadOnlyMemory<byte> utf8, int maxLength, DateTimeOffset now, Func<JsonForm, IdentityNumber, Outcome<T>> read)
        where T : class => Parse<T>(utf8, maxLength, form =>
        {
            var (idType, idNumber) = ReadIdentity(form);
            if (form.Violations.Count > 0)
            {
                return new Refusal(ErasureFaults.Malformed, [.. form.Violations]);
            }

            var person = ReadPerson(idType, idNumber, now);
            return person.Refusal is { } unknown ? unknown : read(form, person.Required);
        });

    /// <summary>Parses a body, and leaves its members to the caller.</summary>
    public static Outcome<T> Parse<T>(ReadOnlyMemory<byte> utf8, int maxLength, Func<JsonForm, Outcome<T>> read)
        where T : class
    {
        if (utf8.Length > maxLength)
        {
            return IssuingFaults.TooLarge;
        }

        var parsed = RequestJson.Parse(utf8, maxDepth: 4);
        if (parsed.Refusal is { } malformed)
        {
            return malformed;
        }

        using var document = parsed.Required;
        return read(new JsonForm(document.RootElement));
    }

    /// <summary>Reads an identity from the member <c>subject</c>.</summary>
    public static Outcome<IdentityNumber> ReadPerson(string idType, string idNumber, DateTimeOffset now) =>
        IdentityTypes.Read(idType, idNumber, DateOnly.FromDateTime(now.UtcDateTime).AddDays(1), "/subject/idType", "/subject/idNumber");

    /// <summary>Reports a law that says nothing, or that has the number of the person: it outlives the person's data.</summary>
    public static void CheckLaw(JsonForm form, string? law, IdentityNumber person)
    {
        if (form.Violations.Exists(violation => violation.Path == "/law"))
        {
            return;
        }

        if (law is not null && !VisibleText.HasLetter(law))
        {
            form.Refuse("law", new LocalizedText("需要写明法律依据。", "Name the law."));
        }
        else if (law is not null && VisibleText.Fold(law).Contains(person.Number, StringComparison.OrdinalIgnoreCase))
        {
            form.Refuse("law", new LocalizedText("不得含此人的证件号码。", "It must not have the number of the person."));
        }
    }

    /// <summary>Reads the member <c>subject</c>.</summary>
    public static (string IdType, string IdNumber) ReadIdentity(JsonForm form)
    {
        var subject = new JsonForm(form.ObjectMember("subject"), "/subject", form.Violations);
        var identity = (subject.Text("idType", maxLength: 60), subject.Text("idNumber", maxLength: 60));
        subject.RefuseOthers("idType", "idNumber");
        return identity;
    }
}
