using Ledger.Web.Tests.Endpoints;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace Ledger.Web.Tests.Client;

/// <summary>The client that NSwag makes of the API description, with the settings that it has by itself but for names and nullable types.</summary>
internal static class ClientSource
{
    public static string Path { get; } = System.IO.Path.Combine(ApiDocument.FindSources(), "tests", "Ledger.Web.Tests", "Client", "LedgerClient.g.cs");

    public static async Task<string> MakeAsync(string description)
    {
        var document = await OpenApiDocument.FromJsonAsync(description, TestContext.Current.CancellationToken);
        var settings = new CSharpClientGeneratorSettings { ClassName = "LedgerClient", GenerateOptionalParameters = true };
        settings.CSharpGeneratorSettings.Namespace = typeof(ClientSource).Namespace!; // It has one.
        settings.CSharpGeneratorSettings.GenerateNullableReferenceTypes = true;
        settings.CSharpGeneratorSettings.GenerateOptionalPropertiesAsNullable = true;
        return new CSharpClientGenerator(document, settings).GenerateFile().ReplaceLineEndings("\n");
    }
}
