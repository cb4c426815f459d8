namespace Ledger.Purposes;

/// <summary>What permits a department to show a resident's claims.</summary>
public enum LegalBasis
{
    /// <summary>The resident agreed, and can withdraw.</summary>
    Consent,

    /// <summary>The resident asked for it in this case.</summary>
    ExplicitRequest,

    /// <summary>A law makes it the department's duty. The resident is told and not asked.</summary>
    StatutoryDuty,

    /// <summary>Life or health is in danger.</summary>
    VitalInterest,
}
