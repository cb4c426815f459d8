namespace Ledger.Web.Endpoints;

/// <summary>Names the schema of a member in the API description: a closed list of words, or a JSON object.</summary>
/// <param name="schema">The name under <c>components/schemas</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DescribedAttribute(string schema) : Attribute
{
    public string Schema { get; } = schema;
}
