using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Ledger.Verify.Mutants;

/// <summary>
/// The pieces of code that a mutant adds. Each piece carries the mutant's number as an annotation, so that a compiler error finds it.
/// </summary>
internal static class Built
{
    public const string Annotation = "mutant";

    private static readonly StatementSyntax CountRound = ParseStatement("global::MutantSwitch.Round();");

    public static ExpressionSyntax IsActive(int mutant) => ParseExpression($"global::MutantSwitch.Is({mutant})");

    public static ExpressionSyntax IsInactive(int mutant) => ParseExpression($"!global::MutantSwitch.Is({mutant})");

    public static ExpressionSyntax Either(int mutant, ExpressionSyntax changed, ExpressionSyntax unchanged) =>
        Marked(mutant, ParenthesizedExpression(ConditionalExpression(IsActive(mutant), Spaced(Inner(changed)), Spaced(Inner(unchanged)))));

    public static ExpressionSyntax And(ExpressionSyntax left, ExpressionSyntax right) =>
        ParenthesizedExpression(BinaryExpression(SyntaxKind.LogicalAndExpression, Inner(left), Inner(right)));

    public static ExpressionSyntax Or(ExpressionSyntax left, ExpressionSyntax right) =>
        ParenthesizedExpression(BinaryExpression(SyntaxKind.LogicalOrExpression, Inner(left), Inner(right)));

    public static StatementSyntax Unless(int mutant, StatementSyntax statement) =>
        Marked(mutant, IfStatement(IsInactive(mutant), Block(statement)));

    public static StatementSyntax Either(int mutant, StatementSyntax changed, StatementSyntax unchanged) =>
        Marked(mutant, IfStatement(IsActive(mutant), Block(changed), ElseClause(Block(unchanged))));

    public static WhenClauseSyntax When(WhenClauseSyntax? when, ExpressionSyntax condition) =>
        WhenClause(when is null ? condition : And(when.Condition, condition)).NormalizeWhitespace().WithLeadingTrivia(Space).WithTrailingTrivia(Space);

    public static StatementSyntax Counted(StatementSyntax body) => body is BlockSyntax block
        ? block.WithStatements(block.Statements.Insert(0, CountRound))
        : Block(CountRound, body);

    public static T Marked<T>(int mutant, T node)
        where T : SyntaxNode =>
        node.WithAdditionalAnnotations(new SyntaxAnnotation(Annotation, mutant.ToString(CultureInfo.InvariantCulture)));

    private static ExpressionSyntax Inner(ExpressionSyntax expression) => ParenthesizedExpression(expression.WithoutTrivia());

    private static ExpressionSyntax Spaced(ExpressionSyntax expression) => expression.WithLeadingTrivia(Space).WithTrailingTrivia(Space);
}
