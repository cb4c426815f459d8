namespace Ledger.Disclosures;

/// <summary>The form in which claims were shown.</summary>
public enum DisclosureForm
{
    /// <summary>The claims of a record.</summary>
    Claims,

    /// <summary>A bundle, which its reader can pass on.</summary>
    Bundle,

    /// <summary>The claims of all records of the resident that the department holds.</summary>
    AllRecords,

    /// <summary>The list of who looked.</summary>
    List,

    /// <summary>The list of the resident's records: types and statuses, without their claims.</summary>
    Search,

    /// <summary>A share: the resident let whoever has a code see chosen claims of a record. Each opening is a bundle of its own.</summary>
    Share,
}
