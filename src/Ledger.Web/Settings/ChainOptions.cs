using System.ComponentModel.DataAnnotations;

namespace Ledger.Web.Settings;

/// <summary>The settings of the chain that the departments share.</summary>
internal sealed class ChainOptions : IValidatableObject
{
    public const string Section = SettingsServices.Root + ":Chain";

    /// <summary>JSON-RPC addresses of chain nodes, the preferred one first. Without any, the embedded chain starts.</summary>
    [WebAddress(ErrorMessage = "Ledger:Chain:Endpoints holds something else than absolute http or https addresses.")]
    public IList<Uri> Endpoints { get; set; } = [];

    /// <summary>
    /// JSON-RPC addresses that the browser of any reader may ask, for the page that verifies without this node. Each must allow the origin of that page.
    /// Without any, only the embedded chain is named.
    /// </summary>
    [WebAddress(ErrorMessage = "Ledger:Chain:PublicEndpoints holds something else than absolute http or https addresses.")]
    public IList<Uri> PublicEndpoints { get; set; } = [];

    /// <summary>The address of the <c>DepartmentRegistry</c>, which names the two other contracts.</summary>
    public string? Registry { get; set; }

    /// <summary>
    /// Instead of <see cref="Registry"/>: the path of the address book that <c>ledger contracts deploy</c> wrote. It also pins the chain id,
    /// block 0 and the first block with events. The node refuses a chain with other contracts.
    /// </summary>
    public string? Addresses { get; set; }

    /// <summary><c>instant</c>, <c>finalized</c> or <c>depth:N</c>.</summary>
    public string Finality { get; set; } = "finalized";

    /// <summary>Whether transactions offer a gas price of zero, for chains that charge no fees.</summary>
    public bool ZeroFees { get; set; }

    /// <summary>How many endpoints must agree about a bundle before <c>POST /v1/verify</c> accepts the answer.</summary>
    [SettingRange(1, 100, ErrorMessage = "Ledger:Chain:Agreement is not between 1 and 100.")]
    public int Agreement { get; set; } = 1;

    /// <summary>The port of the embedded chain. Without it the first start chooses a free port, and later starts keep it.</summary>
    [SettingRange(1, 65535, ErrorMessage = "Ledger:Chain:EmbeddedPort is not a port.")]
    public int? EmbeddedPort { get; set; }

    /// <summary>The pause between two polls of the chain. Null: 10 seconds, or 1 second for the embedded chain.</summary>
    [SettingRange(0.1, 86400, ErrorMessage = "Ledger:Chain:IntervalSeconds is not between 0.1 and 86400.")]
    public double? IntervalSeconds { get; set; }

    /// <summary>The greatest age at which the mirror of the chain still answers a verification.</summary>
    [SettingRange(1, 86400, ErrorMessage = "Ledger:Chain:MirrorMaxAgeSeconds is not between 1 and 86400.")]
    public double MirrorMaxAgeSeconds { get; set; } = 60;

    /// <summary>True when no chain is configured. The node then starts its own chain with demo departments.</summary>
    public bool IsEmbedded => Endpoints.Count == 0;

    /// <summary>The pause between two polls of the chain.</summary>
    public TimeSpan PollInterval => TimeSpan.FromSeconds(IntervalSeconds ?? (IsEmbedded ? 1 : 10));

    /// <summary>Checks the settings that depend on each other.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsEmbedded && Agreement > Endpoints.Count)
        {
            yield return new ValidationResult("Ledger:Chain:Agreement is more than there are endpoints.");
        }

        if (!IsEmbedded && string.IsNullOrEmpty(Registry) && string.IsNullOrEmpty(Addresses))
        {
            yield return new ValidationResult("Ledger:Chain:Registry and Ledger:Chain:Addresses are empty although endpoints are given.");
        }

        if (!string.IsNullOrEmpty(Registry) && !string.IsNullOrEmpty(Addresses))
        {
            yield return new ValidationResult("Ledger:Chain:Registry and Ledger:Chain:Addresses are both given: which registry counts must be beyond doubt.");
        }
    }
}
