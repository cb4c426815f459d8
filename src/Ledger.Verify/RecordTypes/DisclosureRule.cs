namespace Ledger.Verify.RecordTypes;

/// <summary>What type metadata says about one claim's selective disclosure (SD-JWT VC, "Claim Selective Disclosure Metadata").</summary>
public enum DisclosureRule
{
    /// <summary>The claim is a disclosure of its own, so it can be shown or withheld.</summary>
    Always,

    /// <summary>The issuer may choose; this issuer always chooses to make it disclosable.</summary>
    Allowed,

    /// <summary>The claim is in clear inside its parent.</summary>
    Never,
}
