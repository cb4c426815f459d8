namespace Ledger.Erasing;

/// <summary>The names of legal bases of an erasure in files, certificates and answers. Stateless.</summary>
public static class ErasureBases
{
    private static readonly string[] Names = ["purpose_ended", "consent_withdrawn", "objection", "unlawful", "legal_duty"];

    /// <summary>All names, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All => Names;

    public static string Format(ErasureBasis basis) => Names[(int)basis];

    public static bool TryParse(string? name, out ErasureBasis basis)
    {
        var at = Array.IndexOf(Names, name);
        basis = (ErasureBasis)Math.Max(0, at);
        return at >= 0;
    }
}
