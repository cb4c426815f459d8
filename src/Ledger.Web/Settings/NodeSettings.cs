using System.ComponentModel.DataAnnotations;

namespace Ledger.Web.Settings;

/// <summary>
/// The <c>Ledger</c> section of the configuration, from <c>appsettings.json</c> or <c>Ledger__…</c> environment variables.
/// </summary>
public sealed class NodeSettings
{
    public const string Section = "Ledger";

    /// <summary>
    /// The host name in the identity of the departments: origins of logs and issuers of records start with it. It is chosen once. It is not a
    /// network address and does not change when the node moves.
    /// </summary>
    [Required(ErrorMessage = "Ledger:Host is empty.")]
    [RegularExpression(@"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$", ErrorMessage = "Ledger:Host is not a host name in lower case.")]
    public string Host { get; set; } = "ledger.localhost";

    /// <summary>The folder with all state, relative to the working directory.</summary>
    [Required(ErrorMessage = "Ledger:DataDirectory is empty.")]
    public string DataDirectory { get; set; } = "ledger-data";

    /// <summary>
    /// The folder of the head locks. A head lock holds the largest size its log ever had, so that the node does not write to an old backup that was restored.
    /// The default is <c>heads</c> in the data directory; no backup contains it. A separate disk that is never restored is safer.
    /// </summary>
    public string? HeadLockDirectory { get; set; }

    /// <summary>The master key, 32 bytes in base64. Without it the node uses a key file in the data directory.</summary>
    public string? MasterKey { get; set; }

    /// <summary>The address where others reach this node, as the registry has it. The default is the first address listened on.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Whether the embedded profile imports the sample city into a new data directory.</summary>
    public bool SampleCity { get; set; } = true;

    /// <summary>How many bundles one address may send to <c>POST /v1/verify</c> in a minute.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Ledger:VerificationsPerMinute is not between 1 and 1000000.")]
    public int VerificationsPerMinute { get; set; } = 600;

    /// <summary>
    /// The reverse proxies whose <c>X-Forwarded-…</c> headers the node uses, as IP addresses or networks such as <c>10.1.0.0/16</c>. Without any,
    /// every caller counts under the address it connects from.
    /// </summary>
    public IList<string> TrustedProxies { get; set; } = [];

    public ChainSettings Chain { get; set; } = new();

    public SelfCheckSettings SelfCheck { get; set; } = new();

    public ClockSettings Clock { get; set; } = new();

    public TracingSettings Tracing { get; set; } = new();

    /// <summary>The departments that this node hosts. The embedded profile ignores them and uses four of its own.</summary>
    public IList<DepartmentSettings> Departments { get; set; } = [];

    /// <summary>True when no chain is configured. The node then starts its own chain with demo departments.</summary>
    public bool IsEmbedded => Chain.Endpoints.Count == 0;

    /// <summary>The pause between two polls of the chain.</summary>
    public TimeSpan PollInterval => TimeSpan.FromSeconds(Chain.IntervalSeconds ?? (IsEmbedded ? 1 : 10));

    /// <summary>Checks the settings and returns one sentence for each problem.</summary>
    public IReadOnlyList<string> Check()
    {
        var found = new List<ValidationResult>();
        Validator.TryValidateObject(this, new ValidationContext(this), found, validateAllProperties: true);
        Validator.TryValidateObject(Chain, new ValidationContext(Chain), found, validateAllProperties: true);
        Validator.TryValidateObject(SelfCheck, new ValidationContext(SelfCheck), found, validateAllProperties: true);
        Validator.TryValidateObject(Clock, new ValidationContext(Clock), found, validateAllProperties: true);
        foreach (var department in Departments)
        {
            Validator.TryValidateObject(department, new ValidationContext(department), found, validateAllProperties: true);
        }

        return [.. found.Select(result => result.ErrorMessage ?? "A setting is wrong."), .. CheckTogether()];
    }

    private List<string> CheckTogether()
    {
        var problems = new List<string>();
        if (PublicUrl is { } url && !IsWebAddress(url))
        {
            problems.Add("Ledger:PublicUrl is not an absolute http or https address.");
        }

        if (Tracing.OtlpEndpoint is { } collector && !IsWebAddress(collector))
        {
            problems.Add("Ledger:Tracing:OtlpEndpoint is not an absolute http or https address.");
        }

        if (!Chain.Endpoints.All(IsWebAddress))
        {
            problems.Add("Ledger:Chain:Endpoints holds something else than absolute http or https addresses.");
        }

        if (!IsEmbedded && Chain.Agreement > Chain.Endpoints.Count)
        {
            problems.Add("Ledger:Chain:Agreement is more than there are endpoints.");
        }

        if (!TrustedProxies.All(proxy => TrustedProxy.TryParse(proxy, out _)))
        {
            problems.Add("Ledger:TrustedProxies holds something else than IP addresses and networks such as 10.1.0.0/16.");
        }

        var ids = Departments.Select(department => department.Id).Where(id => id.Length > 0).ToList();
        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Count)
        {
            problems.Add("Ledger:Departments names an Id twice.");
        }

        if (!IsEmbedded && string.IsNullOrEmpty(Chain.Registry) && string.IsNullOrEmpty(Chain.Addresses))
        {
            problems.Add("Ledger:Chain:Registry and Ledger:Chain:Addresses are empty although endpoints are given.");
        }

        if (!string.IsNullOrEmpty(Chain.Registry) && !string.IsNullOrEmpty(Chain.Addresses))
        {
            problems.Add("Ledger:Chain:Registry and Ledger:Chain:Addresses are both given: which registry counts must be beyond doubt.");
        }

        if (!IsEmbedded && Departments.Count == 0)
        {
            problems.Add("Ledger:Departments is empty although a chain is configured.");
        }

        return problems;
    }

    private static bool IsWebAddress(Uri address) => address.IsAbsoluteUri && address.Scheme is "http" or "https";
}
