using System.Text.Json;

namespace Ledger.Schemas;

/// <summary>
/// A JSON Schema compiled for speed. It only says yes: a value that it allows is valid. When it says no, the value may still be valid, and the
/// schema library decides and words the refusal. Immutable; safe for use from any thread.
/// </summary>
public sealed class SchemaPlan
{
    private readonly IValuePlan _root;

    private SchemaPlan(IValuePlan root)
    {
        _root = root;
    }

    /// <summary>Compiles a schema. Null if it uses a word, or a form of a word, that plans do not know.</summary>
    public static SchemaPlan? TryCompile(JsonElement schema) => new SchemaCompiler(schema).TryCompile() is { } root ? new SchemaPlan(root) : null;

    /// <summary>True if the value is valid. False if it is not, or if only the schema library can decide.</summary>
    public bool Allows(JsonElement value) => _root.Allows(value);
}
