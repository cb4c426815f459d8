using Ledger.Web.Tests.Endpoints;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace Ledger.Web.Tests.Client;

/// <summary>Generates the client from the API description with NSwag. Only names and nullable types differ from NSwag's default settings.</summary>
internal static class ClientSource
{
    public static string Path { get; } = System.IO.Path.Combine(ApiDocument.FindSources(), "tests", "Ledger.Web.Tests", "Client", "LedgerClient.g.cs");

    public static async Task<string> MakeAsync(string description)
    {
        var document = await OpenApiDocument.FromJsonAsync(description, TestContext.Current.CancellationToken);
        var settings = new CSharpClientGeneratorSettings { ClassName = "LedgerClient", GenerateOptionalParameters = true };
        settings.CSharpGeneratorSettings.Namespace = typeof(ClientSource).Namespace!; // The class has a namespace.
        settings.CSharpGeneratorSettings.GenerateNullableReferenceTypes = true;
        settings.CSharpGeneratorSettings.GenerateOptionalPropertiesAsNullable = true;
        return new CSharpClientGenerator(document, settings).GenerateFile().ReplaceLineEndings("\n");
    }
}
