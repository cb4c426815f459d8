using System.Globalization;
using System.Text;

namespace Ledger.Access;

/// <summary>
/// Decides whether two tokens of a department stand for two people. A token that was made with another one, directly or through more of them, may be in
/// the same hands. So may a token whose name reads the same. Stateless.
/// </summary>
public static class TokenLineage
{
    private const string ByToken = "token:";

    /// <summary>Whether nothing says that the same person holds both tokens.</summary>
    /// <param name="entries">All tokens of the department, also those that ended.</param>
    /// <param name="one">The name of one token.</param>
    /// <param name="other">The name of the other.</param>
    public static bool AreIndependent(IReadOnlyCollection<TokenEntry> entries, string one, string other) =>
        !FindMakers(entries, one).Overlaps(FindMakers(entries, other));

    /// <summary>The name of a token and of all tokens it was made with, each as it reads.</summary>
    private static HashSet<string> FindMakers(IReadOnlyCollection<TokenEntry> entries, string name)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([Read(name)]);
        while (open.TryDequeue(out var next))
        {
            if (found.Add(next))
            {
                foreach (var by in entries.Where(entry => Read(entry.Holder.Name) == next).Select(entry => entry.IssuedBy).OfType<string>())
                {
                    if (by.StartsWith(ByToken, StringComparison.Ordinal))
                    {
                        open.Enqueue(Read(by[ByToken.Length..]));
                    }
                }
            }
        }

        return found;
    }

    // Width, case, blanks and invisible characters make no difference to somebody who reads a name.
    private static string Read(string name) => string.Concat(name.Normalize(NormalizationForm.FormKC)
        .Where(letter => !char.IsWhiteSpace(letter) && char.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark)))
        .ToUpperInvariant();
}
