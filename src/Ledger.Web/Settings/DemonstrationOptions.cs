namespace Ledger.Web.Settings;

/// <summary>What a demonstration shows. Without effect when a chain is configured.</summary>
internal sealed class DemonstrationOptions
{
    /// <summary>Whether the embedded profile imports the sample city into a new data directory.</summary>
    public bool SampleCity { get; set; } = true;
}
