using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Ledger.Verify.Mutants;

/// <summary>
/// Writes all mutants of a file into its code, each behind a question to <c>MutantSwitch</c>, so that one assembly holds all. A changed copy
/// contains the code as it was, without further mutants: only one is active at a time.
/// </summary>
internal sealed class MutantWriter(string file, SemanticModel model, MutantList mutants) : CSharpSyntaxRewriter
{
    private readonly Places _places = new(model);

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        var visited = base.Visit(node);
        return node is ExpressionSyntax original && visited is ExpressionSyntax changed ? WriteExpression(original, changed) : visited;
    }

    public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        var statement = (StatementSyntax)base.VisitExpressionStatement(node)!;
        if (Opposite(node.Expression) is { } opposite && Add(node, opposite.Kind, node.Expression, opposite.Node) is { } other)
        {
            statement = Built.Either(other, ExpressionStatement(opposite.Node), statement);
        }

        var declares = node.DescendantNodes().Any(inner => inner is DeclarationExpressionSyntax);
        return !declares && Add(node, MutantKind.Statement, node, "nothing") is { } removed ? Built.Unless(removed, statement) : statement;
    }

    public override SyntaxNode? VisitSwitchExpression(SwitchExpressionSyntax node)
    {
        var governing = (ExpressionSyntax)Visit(node.GoverningExpression)!;
        var arms = new List<SwitchExpressionArmSyntax>();
        foreach (var arm in node.Arms)
        {
            var visited = (SwitchExpressionArmSyntax)VisitSwitchExpressionArm(arm)!;
            foreach (var changed in ChangesOf(arm.Pattern))
            {
                if (Add(arm.Pattern, MutantKind.Pattern, arm.Pattern, changed) is { } id)
                {
                    var when = Built.When(arm.WhenClause, Built.IsActive(id));
                    arms.Add(Built.Marked(id, SwitchExpressionArm(changed, when, arm.Expression.WithoutTrivia())));
                    visited = Built.Marked(id, visited.WithWhenClause(Built.When(visited.WhenClause, Built.IsInactive(id))));
                }
            }

            var isLast = arm.Pattern is DiscardPatternSyntax || (arm.Pattern is VarPatternSyntax && arm.WhenClause is null);
            arms.Add(!isLast && Add(arm.Pattern, MutantKind.Case, arm.Pattern, "no case") is { } removed
                ? Built.Marked(removed, visited.WithWhenClause(Built.When(visited.WhenClause, Built.IsInactive(removed))))
                : visited);
        }

        return node.WithGoverningExpression(governing).WithArms(SeparatedList(arms));
    }

    public override SyntaxNode? VisitCaseSwitchLabel(CaseSwitchLabelSyntax node) => Add(node, MutantKind.Case, node, "no case") is { } id
        ? Built.Marked(id, CasePatternSwitchLabel(
            node.Keyword.WithTrailingTrivia(Space), ConstantPattern(node.Value), Built.When(when: null, Built.IsInactive(id)), node.ColonToken))
        : node;

    public override SyntaxNode? VisitCasePatternSwitchLabel(CasePatternSwitchLabelSyntax node)
    {
        var visited = (CasePatternSwitchLabelSyntax)base.VisitCasePatternSwitchLabel(node)!;
        return Add(node, MutantKind.Case, node, "no case") is { } id
            ? Built.Marked(id, visited.WithWhenClause(Built.When(visited.WhenClause, Built.IsInactive(id))))
            : visited;
    }

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var visited = (ForStatementSyntax)base.VisitForStatement(node)!;
        return visited.WithStatement(Built.Counted(visited.Statement));
    }

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node)
    {
        var visited = (ForEachStatementSyntax)base.VisitForEachStatement(node)!;
        return visited.WithStatement(Built.Counted(visited.Statement));
    }

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        var visited = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        return visited.WithStatement(Built.Counted(visited.Statement));
    }

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node)
    {
        var visited = (DoStatementSyntax)base.VisitDoStatement(node)!;
        return visited.WithStatement(Built.Counted(visited.Statement));
    }

    private ExpressionSyntax WriteExpression(ExpressionSyntax original, ExpressionSyntax written)
    {
        if (original is IsPatternExpressionSyntax match && _places.IsReplaceable(original))
        {
            foreach (var changed in ChangesOf(match.Pattern))
            {
                written = Choose(original, MutantKind.Pattern, match.Pattern, changed, match.WithPattern(changed), written);
            }
        }

        if (Opposite(original) is { } opposite && _places.IsReplaceable(original))
        {
            written = Choose(original, opposite.Kind, original, opposite.Node, opposite.Node, written);
        }

        if (original is LiteralExpressionSyntax literal && _places.IsReplaceable(literal))
        {
            written = WriteLiteral(literal, written);
        }

        if (original is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: not ThrowExpressionSyntax } fallback
            && _places.IsReplaceable(original))
        {
            written = Choose(original, MutantKind.Fallback, original, fallback.Right, fallback.Right, written);
        }

        return _places.IsCondition(original) ? WriteCondition(original, written) : written;
    }

    // The condition itself always runs, because it may assign variables that are read later.
    private ExpressionSyntax WriteCondition(ExpressionSyntax original, ExpressionSyntax written)
    {
        var unassigned = Places.Unassigned(original);
        if (unassigned is not false && Add(original, MutantKind.Condition, original, "false") is { } no)
        {
            written = Built.Marked(no, Built.And(written, Built.IsInactive(no)));
        }

        if (unassigned is not true && !Places.IsConditionOfLoop(original) && Add(original, MutantKind.Condition, original, "true") is { } yes)
        {
            written = Built.Marked(yes, Built.Or(written, Built.IsActive(yes)));
        }

        return written;
    }

    private ExpressionSyntax WriteLiteral(LiteralExpressionSyntax literal, ExpressionSyntax written)
    {
        if (literal.Kind() is SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression)
        {
            var isTrue = literal.IsKind(SyntaxKind.TrueLiteralExpression);
            var other = LiteralExpression(isTrue ? SyntaxKind.FalseLiteralExpression : SyntaxKind.TrueLiteralExpression);
            return Places.IsConditionOfLoop(literal) ? written : Choose(literal, MutantKind.Literal, literal, other, other, written);
        }

        if (!literal.IsKind(SyntaxKind.NumericLiteralExpression) || Places.IsCompared(literal))
        {
            return written;
        }

        var next = ParseExpression($"{literal} + 1");
        var chosen = Choose(literal, MutantKind.Literal, literal, next, next, written);
        return chosen != written && _places.NumberTypeAt(literal) is { } type
            ? Built.Marked(mutants.Last, ParenthesizedExpression(CastExpression(ParseTypeName(type), chosen)))
            : chosen;
    }

    private (MutantKind Kind, ExpressionSyntax Node)? Opposite(ExpressionSyntax node) => node switch
    {
        BinaryExpressionSyntax binary when Operators.Boundaries.TryGetValue(binary.OperatorToken.Kind(), out var boundary) =>
            (MutantKind.Boundary, Operating(binary, boundary)),
        BinaryExpressionSyntax binary when Operators.Arithmetic.TryGetValue(binary.OperatorToken.Kind(), out var other) && _places.IsNumber(binary) =>
            (MutantKind.Arithmetic, Operating(binary, other)),
        AssignmentExpressionSyntax assignment when Operators.Assignments.TryGetValue(assignment.OperatorToken.Kind(), out var other)
            && _places.IsNumber(assignment.Left) => (MutantKind.Arithmetic, Assigning(assignment, other)),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression } unary =>
            (MutantKind.Arithmetic, PostfixUnaryExpression(SyntaxKind.PostDecrementExpression, unary.Operand)),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostDecrementExpression } unary =>
            (MutantKind.Arithmetic, PostfixUnaryExpression(SyntaxKind.PostIncrementExpression, unary.Operand)),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } unary when unary.Operand is not LiteralExpressionSyntax =>
            (MutantKind.Arithmetic, unary.Operand),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } access } call
            when Operators.Methods.TryGetValue(name.Identifier.Text, out var other) =>
            (MutantKind.Method, call.WithExpression(access.WithName(IdentifierName(other)))),
        _ => null,
    };

    private static AssignmentExpressionSyntax Assigning(AssignmentExpressionSyntax assignment, SyntaxKind other) =>
        (AssignmentExpressionSyntax)ParseExpression($"{assignment.Left} {SyntaxFacts.GetText(other)} {assignment.Right}");

    // With another token alone the node would keep its kind, and the compiler reads the kind.
    private static BinaryExpressionSyntax Operating(BinaryExpressionSyntax binary, SyntaxKind other) =>
        BinaryExpression(SyntaxFacts.GetBinaryExpression(other), binary.Left, Token(TriviaList(Space), other, TriviaList(Space)), binary.Right);

    // A form that declares variables would declare them twice.
    private static IEnumerable<PatternSyntax> ChangesOf(PatternSyntax pattern) =>
        pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().Any() ? [] : PatternChanges.Of(pattern);

    private ExpressionSyntax Choose(
        SyntaxNode place, MutantKind kind, SyntaxNode before, SyntaxNode after, ExpressionSyntax changed, ExpressionSyntax unchanged) =>
        Add(place, kind, before, after) is { } id ? Built.Either(id, changed, unchanged) : unchanged;

    private int? Add(SyntaxNode place, MutantKind kind, SyntaxNode before, SyntaxNode after) => Add(place, kind, before, OneLine(after));

    private int? Add(SyntaxNode place, MutantKind kind, SyntaxNode before, string after)
    {
        var line = place.GetLocation().GetLineSpan().StartLinePosition.Line;
        var code = place.SyntaxTree.GetText().Lines[line].ToString().Trim();
        return mutants.Add(file, line + 1, code, kind, $"{OneLine(before)} → {after}", LeftOut.Rule(place));
    }

    private static string OneLine(SyntaxNode node) => string.Join(' ', node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
