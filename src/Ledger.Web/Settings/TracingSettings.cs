namespace Ledger.Web.Settings;

/// <summary>Where the spans of a node go.</summary>
public sealed class TracingSettings
{
    /// <summary>
    /// The collector that takes spans by OTLP over HTTP, with its whole path, for example <c>http://127.0.0.1:4318/v1/traces</c>. Default: none, and
    /// then no span is made.
    /// </summary>
    public Uri? OtlpEndpoint { get; set; }
}
