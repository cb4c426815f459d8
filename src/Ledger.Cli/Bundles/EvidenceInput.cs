using Ledger.Cli.Output;
using Ledger.Files;
using Ledger.Proving;
using Ledger.Verify.EvidenceFiles;

namespace Ledger.Cli.Bundles;

/// <summary>Reads and writes evidence for commands, with the command line's faults. Stateless.</summary>
internal static class EvidenceInput
{
    /// <summary>Reads evidence that a command was given.</summary>
    /// <param name="path">The file's path, for the fault.</param>
    /// <param name="file">The whole file.</param>
    /// <exception cref="CliException">It is not evidence, or a newer version wrote it.</exception>
    public static RecordEvidence Read(string path, byte[] file)
    {
        try
        {
            return EvidenceArchive.Read(file);
        }
        catch (EvidenceException problem) when (problem.Problem is EvidenceProblem.NewerVersion)
        {
            throw new CliException(CliFaults.EvidenceTooNew, path, problem);
        }
        catch (EvidenceException problem)
        {
            // Without an inner exception the file is an archive whose "form" is unknown, so its kind explains nothing.
            throw new CliException(
                CliFaults.NotEvidence, problem.InnerException is not null && FileKinds.Find(file) is { } kind ? $"{path}: it looks like {kind.En}. 看起来是{kind.Zh}。" : path, problem);
        }
    }

    /// <summary>The archive of evidence.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="limit">The largest length of its parts together, in bytes.</param>
    /// <exception cref="CliException">They are longer, because its migration records are.</exception>
    public static byte[] Pack(RecordEvidence evidence, int limit = EvidenceParts.MaxLength)
    {
        try
        {
            return EvidenceArchive.Write(evidence, limit);
        }
        catch (EvidenceException problem)
        {
            throw new CliException(CliFaults.EvidenceTooLarge, "", problem);
        }
    }
}
