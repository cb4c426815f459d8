using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Ledger.Verify.Mutants;

/// <summary>
/// All changed forms of a pattern. A pattern cannot be switched while the program runs, so each form is a whole pattern of its own.
/// </summary>
internal static class PatternChanges
{
    public static IEnumerable<PatternSyntax> Of(PatternSyntax pattern) => pattern switch
    {
        BinaryPatternSyntax binary => OfBinary(binary),
        RelationalPatternSyntax relational => OfRelational(relational),
        ParenthesizedPatternSyntax inner => Of(inner.Pattern).Select(changed => inner.WithPattern(changed)),
        UnaryPatternSyntax not => Of(not.Pattern).Select(changed => not.WithPattern(ParenthesizedPattern(changed))),
        RecursivePatternSyntax { PropertyPatternClause: { } properties } recursive => OfProperties(recursive, properties),
        _ => [],
    };

    private static IEnumerable<PatternSyntax> OfBinary(BinaryPatternSyntax binary) =>
    [
        binary.Left,
        binary.Right,
        .. Of(binary.Left).Select(changed => binary.WithLeft(changed)),
        .. Of(binary.Right).Select(changed => binary.WithRight(changed)),
    ];

    private static IEnumerable<PatternSyntax> OfRelational(RelationalPatternSyntax relational) =>
        Operators.Boundaries.TryGetValue(relational.OperatorToken.Kind(), out var boundary)
            ? [relational.WithOperatorToken(Token(boundary).WithTrailingTrivia(Space))]
            : [];

    private static IEnumerable<PatternSyntax> OfProperties(RecursivePatternSyntax recursive, PropertyPatternClauseSyntax properties)
    {
        var parts = properties.Subpatterns;
        foreach (var part in parts)
        {
            if (parts.Count > 1)
            {
                yield return recursive.WithPropertyPatternClause(properties.WithSubpatterns(parts.Remove(part)));
            }

            foreach (var changed in Of(part.Pattern))
            {
                yield return recursive.WithPropertyPatternClause(properties.WithSubpatterns(parts.Replace(part, part.WithPattern(changed))));
            }
        }
    }
}
