using System.Reflection;
using System.Text.Json;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;

namespace Ledger.Ethereum.Tests.Peers;

/// <summary>A function of ours beside its entry in the committed ABI, which is what a peer encodes by.</summary>
internal sealed record TabledFunction(AbiFunction Function, JsonElement Fragment)
{
    public AbiType Inputs => AbiType.Parse(ContractArtifact.ParameterTypes(Fragment.GetProperty("inputs")));

    public AbiType Outputs => AbiType.Parse(ContractArtifact.ParameterTypes(Fragment.GetProperty("outputs")));
}

/// <summary>An event of ours beside its entry in the committed ABI.</summary>
internal sealed record TabledEvent(AbiEvent Event, JsonElement Fragment)
{
    public AbiType Parameters => AbiType.Parse(ContractArtifact.ParameterTypes(Fragment.GetProperty("inputs")));

    /// <summary>Which parameters are topics, in their order.</summary>
    public bool[] Indexed => [.. Fragment.GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("indexed").GetBoolean())];
}

/// <summary>Everything the program encodes by: found, not listed, so that a new function is compared without anybody remembering.</summary>
internal static class AbiTables
{
    public static TabledFunction[] Functions { get; } =
        [.. Tabled<AbiFunction>().SelectMany(function => Fragments("function", function.Signature).Take(1).Select(fragment => new TabledFunction(function, fragment)))];

    public static TabledEvent[] Events { get; } =
        [.. Tabled<AbiEvent>().SelectMany(one => Fragments("event", one.Signature).Take(1).Select(fragment => new TabledEvent(one, fragment)))];

    /// <summary>Signatures of ours that no committed ABI has.</summary>
    public static IEnumerable<string> Unknown =>
        Tabled<AbiFunction>().Select(function => function.Signature).Except(Functions.Select(one => one.Function.Signature))
            .Concat(Tabled<AbiEvent>().Select(one => one.Signature).Except(Events.Select(one => one.Event.Signature)));

    private static IEnumerable<T> Tabled<T>() =>
        from type in typeof(AbiFunction).Assembly.GetTypes()
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType == typeof(T)
        select (T)field.GetValue(null)!; // Static fields of a table: each is set.

    private static IEnumerable<JsonElement> Fragments(string kind, string signature) =>
        from artifact in (ContractArtifact[])[ContractArtifact.DepartmentRegistry, ContractArtifact.LogAnchor, ContractArtifact.RecordStatus]
        from entry in artifact.Abi.EnumerateArray()
        where entry.GetProperty("type").GetString() == kind
            && entry.GetProperty("name").GetString() + ContractArtifact.ParameterTypes(entry.GetProperty("inputs")) == signature
        select entry;
}
