using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledger.Verify.Mutants;

/// <summary>
/// Places that are not changed. Either the language needs a constant there, or a rule of the README says why no test should notice the change.
/// </summary>
internal static class LeftOut
{
    private static readonly string[] WithCapacity = ["List", "Dictionary", "HashSet", "StringBuilder", "ArrayBufferWriter", "MemoryStream"];

    /// <summary>The compiler needs a constant here.</summary>
    public static bool IsConstant(SyntaxNode node) =>
        node.Ancestors().TakeWhile(ancestor => ancestor is not WhenClauseSyntax).Any(IsConstantPart);

    /// <summary>A rule of the README leaves the place out; null if none does.</summary>
    public static string? Rule(SyntaxNode node)
    {
        if (node is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
            && call.Expression.ToString() == "ArgumentNullException.ThrowIfNull")
        {
            return "null guard";
        }

        if (node.Parent is ConditionalExpressionSyntax choice && choice.Condition == node && choice.DescendantNodes().Any(IsOnStack))
        {
            return "place of a buffer";
        }

        foreach (var ancestor in node.Ancestors())
        {
            switch (ancestor)
            {
                case InterpolatedStringExpressionSyntax:
                    return "wording";
                case BaseObjectCreationExpressionSyntax creation when IsThrown(creation):
                    return "wording";
                case MethodDeclarationSyntax { Identifier.Text: "GetHashCode" }:
                    return "hash code";
                case ArgumentSyntax { Parent.Parent: ObjectCreationExpressionSyntax { Type: var type } }
                    when WithCapacity.Contains(NameOf(type)) && node is LiteralExpressionSyntax or BinaryExpressionSyntax:
                    return "capacity";
            }
        }

        return null;
    }

    private static bool IsConstantPart(SyntaxNode ancestor) => ancestor switch
    {
        AttributeSyntax or EnumMemberDeclarationSyntax or ParameterSyntax or PatternSyntax or SwitchLabelSyntax => true,
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.ConstKeyword),
        LocalDeclarationStatementSyntax local => local.IsConst,
        _ => false,
    };

    private static bool IsOnStack(SyntaxNode node) => node is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax;

    private static bool IsThrown(BaseObjectCreationExpressionSyntax creation) => creation.Parent is ThrowStatementSyntax or ThrowExpressionSyntax;

    private static string NameOf(TypeSyntax type) => type is GenericNameSyntax generic ? generic.Identifier.Text : type.ToString();
}
