namespace Ledger.Web.Settings;

/// <summary>Where a node sends its spans.</summary>
internal sealed class TracingOptions
{
    public const string Section = SettingsServices.Root + ":Tracing";

    /// <summary>
    /// The collector that receives spans by OTLP over HTTP, with its full path, for example <c>http://127.0.0.1:4318/v1/traces</c>. By default there is
    /// none, and the node creates no spans.
    /// </summary>
    [WebAddress(ErrorMessage = "Ledger:Tracing:OtlpEndpoint is not an absolute http or https address.")]
    public Uri? OtlpEndpoint { get; set; }
}
