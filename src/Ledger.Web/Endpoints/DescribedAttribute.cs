namespace Ledger.Web.Endpoints;

/// <summary>Names the schema of the API description that a member has: a closed list of words, or a document that is built as JSON.</summary>
/// <param name="schema">The name under <c>components/schemas</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DescribedAttribute(string schema) : Attribute
{
    public string Schema { get; } = schema;
}
