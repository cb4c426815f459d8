namespace Ledger.Purposes;

/// <summary>The names of legal bases in files, entries and answers. Stateless.</summary>
public static class LegalBases
{
    private static readonly string[] Names = ["consent", "explicit_request", "statutory_duty", "vital_interest"];

    /// <summary>All names, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All => Names;

    public static string Format(LegalBasis basis) => Names[(int)basis];

    public static bool TryParse(string? name, out LegalBasis basis)
    {
        var at = Array.IndexOf(Names, name);
        basis = (LegalBasis)Math.Max(0, at);
        return at >= 0;
    }
}
