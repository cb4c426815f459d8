namespace Ledger.Verify.EvidenceFiles;

/// <summary>Why evidence cannot be read or written.</summary>
public enum EvidenceProblem
{
    /// <summary>It is not evidence, or a part has the wrong form.</summary>
    Malformed,

    /// <summary>A newer version of this program wrote it.</summary>
    NewerVersion,

    /// <summary>Its parts are longer together than evidence may be.</summary>
    TooLarge,
}
