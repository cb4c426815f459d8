using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledger.Verify.Mutants;

/// <summary>Answers what an expression is and whether it may be replaced where it is.</summary>
internal sealed class Places(SemanticModel model)
{
    /// <summary>A condition that consists of no smaller ones: not <c>a &amp;&amp; b</c>, but <c>a</c> and <c>b</c>.</summary>
    public bool IsCondition(ExpressionSyntax node) =>
        node is not (ParenthesizedExpressionSyntax or LiteralExpressionSyntax or AssignmentExpressionSyntax or ConditionalExpressionSyntax
            or DeclarationExpressionSyntax or SwitchExpressionSyntax or PredefinedTypeSyntax or ThrowExpressionSyntax)
        && node.Kind() is not (SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.LogicalNotExpression)
        && model.GetTypeInfo(node).Type?.SpecialType is SpecialType.System_Boolean
        && model.GetSymbolInfo(node).Symbol is not ITypeSymbol
        && IsReplaceable(node);

    public bool IsNumber(ExpressionSyntax node) =>
        model.GetTypeInfo(node).Type is { SpecialType: not SpecialType.System_String } type && type.TypeKind is TypeKind.Struct or TypeKind.Enum;

    /// <summary>The built-in type that the place expects; null if it is none.</summary>
    public string? NumberTypeAt(ExpressionSyntax node) =>
        model.GetTypeInfo(node).ConvertedType is { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } type
            ? type.ToDisplayString()
            : null;

    /// <summary>The expression is read as a value, and no constant is needed.</summary>
    public bool IsReplaceable(ExpressionSyntax node) =>
        node.Parent switch
        {
            ExpressionStatementSyntax or NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax or MemberBindingExpressionSyntax
                or DeclarationExpressionSyntax => false,
            MemberAccessExpressionSyntax access => access.Name != node,
            ConditionalAccessExpressionSyntax access => access.WhenNotNull != node,
            AssignmentExpressionSyntax assignment => assignment.Left != node,
            ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None),
            ForStatementSyntax loop => !loop.Incrementors.Contains(node),
            RefExpressionSyntax => false,
            _ => true,
        }
        && !node.GetFirstToken().IsKind(SyntaxKind.DotToken)
        && !LeftOut.IsConstant(node)
        && !node.Ancestors().Any(ancestor => ancestor is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } });

    /// <summary>
    /// The outcome after which the condition's pattern variables have no value, so that the condition cannot be forced to it. Null if it has no such
    /// variables.
    /// </summary>
    public static bool? Unassigned(ExpressionSyntax node) =>
        node is IsPatternExpressionSyntax { Pattern: var pattern } && pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().Any()
            ? pattern is not UnaryPatternSyntax
            : null;

    public static bool IsConditionOfLoop(ExpressionSyntax node) => node.Parent switch
    {
        WhileStatementSyntax loop => loop.Condition == node,
        ForStatementSyntax loop => loop.Condition == node,
        DoStatementSyntax loop => loop.Condition == node,
        _ => false,
    };

    public static bool IsCompared(ExpressionSyntax node) => node.Parent is BinaryExpressionSyntax parent && parent.Kind() is SyntaxKind.EqualsExpression
        or SyntaxKind.NotEqualsExpression or SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression
        or SyntaxKind.GreaterThanOrEqualExpression;
}
