using System.Collections.Immutable;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Council;

/// <summary>A function that the council may call, with its description.</summary>
internal abstract class CouncilFunction
{
    /// <summary>The Solidity name.</summary>
    public abstract string Name { get; }

    /// <summary>Describes the call. Null when it is not a canonical call of this function.</summary>
    public abstract LocalizedText? FindWords(ReadOnlySpan<byte> call, CouncilNames names);

    /// <summary>The departments and types that the call names by id. Null when it is not a canonical call of this function.</summary>
    public abstract (ImmutableArray<Digest> Departments, ImmutableArray<Digest> Types)? FindIds(ReadOnlySpan<byte> call);
}

/// <param name="describe">Describes a call.</param>
/// <param name="department">The id of the department that the call is about; null when there is none.</param>
/// <param name="types">The ids of the types that the call names; null when there are none.</param>
internal sealed class CouncilFunction<TFunction>(
    Func<TFunction, CouncilNames, LocalizedText> describe, Func<TFunction, byte[]>? department = null, Func<TFunction, List<byte[]>>? types = null)
    : CouncilFunction
    where TFunction : FunctionMessage, new()
{
    public override string Name => ContractAbi.NameOf(typeof(TFunction));

    public override LocalizedText? FindWords(ReadOnlySpan<byte> call, CouncilNames names) =>
        ContractAbi.TryDecodeCall<TFunction>(call, out var arguments) ? describe(arguments, names) : null;

    public override (ImmutableArray<Digest> Departments, ImmutableArray<Digest> Types)? FindIds(ReadOnlySpan<byte> call) =>
        ContractAbi.TryDecodeCall<TFunction>(call, out var arguments)
            ? (department is null ? [] : [department(arguments).ToDigest()], types is null ? [] : [.. types(arguments).Select(type => type.ToDigest())])
            : null;
}
