using Ledger.Inputs;
using Ledger.Migrating;
using Ledger.Proving;
using Ledger.Verify.Chain;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.UseCases;

/// <summary>
/// Judges files. Each file is a bundle or evidence. Evidence needs neither a chain nor keys, so <paramref name="open"/> runs only at the first bundle.
/// For one thread at a time. Disposing it closes the chain.
/// </summary>
/// <param name="migrations">Asks the chain, with the migration records of the department.</param>
/// <param name="open">Opens what the verifier trusts.</param>
public sealed class BundleJudge(MigrationQuestions migrations, Func<Task<TrustedSource>> open) : IDisposable
{
    private TrustedSource? _trusted;

    /// <summary>The options for bundles.</summary>
    public required VerificationOptions Options { get; init; }

    /// <summary>The block that evidence must prove.</summary>
    public required ExpectedBlock Expected { get; init; }

    /// <summary>The time for the verdict. Null for now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Reads and judges a file. An unreadable file is returned as a result, so that the other files are still judged.</summary>
    /// <param name="files">Reads the file.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FaultException">What the verifier trusts cannot be opened.</exception>
    public async Task<JudgedFile> JudgeAsync(InputFiles files, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        byte[] bytes;
        try
        {
            bytes = await files.ReadAsync(path, EvidenceParts.MaxLength, cancellationToken);
        }
        catch (FaultException problem)
        {
            return new JudgedFile(null, null, problem);
        }

        return await JudgeAsync(path, bytes, cancellationToken);
    }

    /// <summary>Judges a file that was read whole.</summary>
    /// <param name="path">The path or name of the file, for messages.</param>
    /// <param name="bytes">The whole file.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FaultException">What the verifier trusts cannot be opened.</exception>
    public async Task<JudgedFile> JudgeAsync(string path, byte[] bytes, CancellationToken cancellationToken)
    {
        OpenedBundle bundle;
        try
        {
            if (EvidenceArchive.IsArchive(bytes))
            {
                return new JudgedFile(null, EvidenceCheck.Run(EvidenceInput.Read(path, bytes), Expected, AsOf), null);
            }

            bundle = InputFiles.Bundle(path, bytes);
        }
        catch (FaultException problem)
        {
            return new JudgedFile(null, null, problem);
        }

        return new JudgedFile(await VerifyAsync(bundle, cancellationToken), null, null);
    }

    public void Dispose() => (_trusted?.Chain as IDisposable)?.Dispose();

    private async Task<VerificationReport> VerifyAsync(OpenedBundle bundle, CancellationToken cancellationToken)
    {
        var (chain, keys) = _trusted ??= await open();
        if (keys is not null)
        {
            return RecordVerifier.VerifyOffline(bundle, keys, Options);
        }

        if (bundle.Questions is not { } questions || chain is null)
        {
            return RecordVerifier.Verify(bundle, ChainFacts.NotAsked("a part of the bundle is malformed"), Options);
        }

        var (facts, records) = await migrations.AskAsync(chain, questions, cancellationToken);
        return RecordVerifier.Verify(bundle, facts, records, Options);
    }
}
