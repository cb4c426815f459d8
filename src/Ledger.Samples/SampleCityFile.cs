namespace Ledger.Samples;

/// <summary>The small city that a demonstration imports: 28 residents, as <see cref="SampleCityWriter"/> writes them.</summary>
public static class SampleCityFile
{
    private const string Resource = "city.jsonl";

    /// <summary>Opens the file: JSON lines in UTF-8. The caller disposes it.</summary>
    public static Stream OpenRead() => typeof(SampleCityFile).Assembly.GetManifestResourceStream(Resource)
        ?? throw new InvalidOperationException("The sample city is missing from the program.");
}
