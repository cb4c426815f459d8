namespace Ledger.Disclosures;

/// <summary>How a resident hands on the code of a share.</summary>
public enum ShareWay
{
    /// <summary>As a link, in a message.</summary>
    Link,

    /// <summary>Printed, to be typed or scanned.</summary>
    Paper,
}
