using Ledger.Files;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Faults;

namespace Ledger.Proving;

/// <summary>Reads and writes evidence files, and reports what is wrong with one as a fault. Stateless.</summary>
public static class EvidenceInput
{
    /// <summary>Reads evidence from the bytes of a file.</summary>
    /// <param name="path">The file's path, for the fault.</param>
    /// <param name="file">The whole file.</param>
    /// <exception cref="FaultException">It is not evidence, or a newer version wrote it.</exception>
    public static RecordEvidence Read(string path, byte[] file)
    {
        try
        {
            return EvidenceArchive.Read(file);
        }
        catch (FaultException problem)
        {
            // Without an inner exception the file is an archive whose "form" is unknown or newer, so its kind explains nothing.
            throw new FaultException(
                problem.Fault, problem.InnerException is not null && FileKinds.Find(file) is { } kind ? $"{path}: it looks like {kind.En}. 看起来是{kind.Zh}。" : path, problem);
        }
    }

    /// <summary>The archive of evidence.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="limit">The largest length of its parts together, in bytes.</param>
    /// <exception cref="FaultException">They are longer, because its migration records are.</exception>
    public static byte[] Pack(RecordEvidence evidence, int limit = EvidenceParts.MaxLength) => EvidenceArchive.Write(evidence, limit);
}
