using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Inputs;

/// <summary>Reads genesis files, and options that pin block 0.</summary>
public static class GenesisInput
{
    private const int MaxLength = 16 * 1024 * 1024;

    /// <exception cref="FaultException">The file cannot be read, is not a genesis file, or is not supported.</exception>
    public static async Task<(GenesisBlock Block, byte[] File)> ReadAsync(InputFiles files, string path, CancellationToken cancellationToken)
    {
        var file = await files.ReadAsync(path, MaxLength, cancellationToken);
        if (file.Length > MaxLength)
        {
            throw new FaultException(RunFaults.GenesisUnsupported, $"{path}: more than {MaxLength} bytes");
        }

        var text = InputFiles.Readable(path, file);
        try
        {
            return (GenesisBlock.Read(text), file);
        }
        catch (FaultException problem)
        {
            throw new FaultException(problem.Fault, $"{path}: {problem.Detail}", problem);
        }
    }

    /// <summary>The hash of block 0 that <c>--genesis</c> pins.</summary>
    /// <param name="files">Reads the genesis file.</param>
    /// <param name="text">The hash, or the name of a genesis file.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FaultException">It is neither.</exception>
    public static async Task<Digest> HashAsync(InputFiles files, string text, CancellationToken cancellationToken)
    {
        if (Digest.TryParseHex(text, out var hash))
        {
            return hash;
        }

        return File.Exists(text)
            ? (await ReadAsync(files, text, cancellationToken)).Block.Hash
            : throw OptionProblems.WrongForm("--genesis", text, OptionForms.Genesis);
    }

    /// <summary>The chain's first validators, if <c>--genesis</c> is the file of a QBFT chain. Null if it does not state them.</summary>
    /// <param name="files">Reads the genesis file.</param>
    /// <param name="text">A hash, the name of a genesis file, or nothing.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FaultException">It is neither.</exception>
    public static async Task<ImmutableArray<ChainAddress>?> FindValidatorsAsync(InputFiles files, string? text, CancellationToken cancellationToken)
    {
        if (text is null || Digest.TryParseHex(text, out _))
        {
            return null;
        }

        return File.Exists(text)
            ? (await ReadAsync(files, text, cancellationToken)).Block.Validators is { IsEmpty: false } validators ? validators : null
            : throw OptionProblems.WrongForm("--genesis", text, OptionForms.Genesis);
    }
}
