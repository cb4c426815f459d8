namespace Ledger.Verify.EvidenceFiles;

/// <summary>The reason why evidence cannot be read or written.</summary>
public enum EvidenceProblem
{
    /// <summary>The file is not evidence, or a part has the wrong form.</summary>
    Malformed,

    /// <summary>A newer version of this program wrote the evidence.</summary>
    NewerVersion,

    /// <summary>The parts together are longer than the limit.</summary>
    TooLarge,
}
