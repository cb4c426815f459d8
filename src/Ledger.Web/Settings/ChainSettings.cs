using System.ComponentModel.DataAnnotations;

namespace Ledger.Web.Settings;

/// <summary>The chain the departments run together.</summary>
public sealed class ChainSettings
{
    /// <summary>JSON-RPC addresses of nodes of that chain, the preferred one first. None starts the embedded chain.</summary>
    public IList<Uri> Endpoints { get; set; } = [];

    /// <summary>The address of the <c>DepartmentRegistry</c>; the two other contracts are those it names.</summary>
    public string? Registry { get; set; }

    /// <summary>
    /// In place of <see cref="Registry"/>: the path of the address book that <c>ledger contracts deploy</c> wrote. It also pins the chain id,
    /// block 0 and the first block to look for events in, and a chain whose contracts are not ours is refused.
    /// </summary>
    public string? Addresses { get; set; }

    /// <summary><c>instant</c>, <c>finalized</c> or <c>depth:N</c>.</summary>
    public string Finality { get; set; } = "finalized";

    /// <summary>Offer nothing for gas, on chains that want nothing.</summary>
    public bool ZeroFees { get; set; }

    /// <summary>How many endpoints must say the same about a bundle before <c>POST /v1/verify</c> takes it as known.</summary>
    [Range(1, 100, ErrorMessage = "Ledger:Chain:Agreement is not between 1 and 100.")]
    public int Agreement { get; set; } = 1;

    /// <summary>The embedded chain's port; without it a free one is chosen the first time and kept.</summary>
    [Range(1, 65535, ErrorMessage = "Ledger:Chain:EmbeddedPort is not a port.")]
    public int? EmbeddedPort { get; set; }

    /// <summary>The pause between two looks at the chain; the embedded chain is looked at every second.</summary>
    [Range(0.1, 86400, ErrorMessage = "Ledger:Chain:IntervalSeconds is not between 0.1 and 86400.")]
    public double? IntervalSeconds { get; set; }

    /// <summary>How long ago the local mirror may have last seen the chain and still answer a verification.</summary>
    [Range(1, 86400, ErrorMessage = "Ledger:Chain:MirrorMaxAgeSeconds is not between 1 and 86400.")]
    public double MirrorMaxAgeSeconds { get; set; } = 60;
}
