using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ledger.Web.Endpoints;
using Microsoft.OpenApi;

namespace Ledger.Web.Startup;

/// <summary>
/// Corrects the schemas of the API description, so that they match the JSON that the service reads and writes. A member that is omitted when it has no
/// value is neither required nor null. A member with a closed list of words refers to that list. Attributes on the members say which they are.
/// </summary>
internal static class ApiSchemas
{
    private static readonly ILookup<string, Type> Described = typeof(ApiSchemas).Assembly.GetTypes().ToLookup(type => type.Name, StringComparer.Ordinal);

    public static void Complete(OpenApiDocument document)
    {
        var schemas = document.Components?.Schemas ?? throw new InvalidOperationException("The description has no schemas.");
        foreach (var words in ApiWords.All)
        {
            schemas[words.Name] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = words.Description,
                Enum = [.. words.Words.Select(word => (JsonNode)word)],
            };
        }

        foreach (var (name, schema) in schemas.ToList())
        {
            if (schema is OpenApiSchema { Properties: { } properties } written && Described[name].SingleOrDefault() is { } type)
            {
                Complete(document, written, properties, type);
            }
        }

        // A record type or another specification defines the members of such an object.
        if (schemas.TryGetValue(nameof(JsonObject), out var free) && free is OpenApiSchema any)
        {
            any.Type = JsonSchemaType.Object;
            any.AdditionalPropertiesAllowed = true;
            any.Description = "A JSON object whose members another document defines. 由其他文件规定成员的对象。";
        }

        schemas.Remove(nameof(JsonNode)); // Every member of that type has an attribute with its schema.
    }

    private static void Complete(OpenApiDocument document, OpenApiSchema schema, IDictionary<string, IOpenApiSchema> properties, Type type)
    {
        foreach (var member in type.GetProperties())
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
            if (!properties.TryGetValue(name, out var property))
            {
                continue;
            }

            if (member.GetCustomAttribute<DescribedAttribute>() is { } described)
            {
                property = Refer(document, described.Schema, property);
            }

            if (member.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.WhenWritingNull })
            {
                schema.Required?.Remove(name);
                property = WithoutNull(property);
            }

            LiftDescription(property);

            properties[name] = property;
        }
    }

    private static IOpenApiSchema Refer(OpenApiDocument document, string schema, IOpenApiSchema property)
    {
        var reference = new OpenApiSchemaReference(schema, document) { Description = property.Description };
        return property is OpenApiSchema { Type: { } type } && type.HasFlag(JsonSchemaType.Null)
            ? new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, new OpenApiSchemaReference(schema, document)], Description = property.Description }
            : reference;
    }

    // The framework puts the description of a nullable member on one of the two alternatives. It belongs on the member.
    private static void LiftDescription(IOpenApiSchema property)
    {
        if (property is OpenApiSchema { OneOf: [{ Type: JsonSchemaType.Null }, OpenApiSchemaReference { Description: { } description } only] } choice)
        {
            (choice.Description, only.Description) = (description, null);
        }
    }

    private static IOpenApiSchema WithoutNull(IOpenApiSchema property)
    {
        if (property is OpenApiSchema { OneOf: [{ Type: JsonSchemaType.Null }, OpenApiSchemaReference only] } choice)
        {
            only.Description = choice.Description ?? only.Description;
            return only;
        }

        if (property is OpenApiSchema { Type: { } type } written)
        {
            written.Type = type & ~JsonSchemaType.Null;
        }

        return property;
    }
}
