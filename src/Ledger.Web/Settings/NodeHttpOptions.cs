using System.ComponentModel.DataAnnotations;

namespace Ledger.Web.Settings;

/// <summary>How others reach a node over HTTP.</summary>
internal sealed class NodeHttpOptions : IValidatableObject
{
    /// <summary>The address where others reach this node, as the registry has it. The default is the first address listened on.</summary>
    [WebAddress(ErrorMessage = "Ledger:PublicUrl is not an absolute http or https address.")]
    public Uri? PublicUrl { get; set; }

    /// <summary>How many bundles one address may send to <c>POST /v1/verify</c> in a minute.</summary>
    [SettingRange(1, 1_000_000, ErrorMessage = "Ledger:VerificationsPerMinute is not between 1 and 1000000.")]
    public int VerificationsPerMinute { get; set; } = 600;

    /// <summary>
    /// The reverse proxies whose <c>X-Forwarded-…</c> headers the node uses, as IP addresses or networks such as <c>10.1.0.0/16</c>. Without any,
    /// every caller counts under the address it connects from.
    /// </summary>
    public IList<string> TrustedProxies { get; set; } = [];

    /// <summary>Refuses a proxy that is neither an address nor a network.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TrustedProxies.All(proxy => TrustedProxy.TryParse(proxy, out _)))
        {
            yield return new ValidationResult("Ledger:TrustedProxies holds something else than IP addresses and networks such as 10.1.0.0/16.");
        }
    }
}
