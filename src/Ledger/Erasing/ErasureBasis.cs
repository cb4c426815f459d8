namespace Ledger.Erasing;

/// <summary>Why the data of a resident has to be erased: GDPR article 17(1), Personal Information Protection Law of the PRC article 47.</summary>
public enum ErasureBasis
{
    /// <summary>The purpose was achieved, cannot be achieved, or no longer needs the data.</summary>
    PurposeEnded,

    /// <summary>The resident withdrew the consent that the data rests on.</summary>
    ConsentWithdrawn,

    /// <summary>The resident objected, and nothing outweighs it.</summary>
    Objection,

    /// <summary>The data was processed against the law.</summary>
    Unlawful,

    /// <summary>A law or a court requires the erasure.</summary>
    LegalDuty,
}
