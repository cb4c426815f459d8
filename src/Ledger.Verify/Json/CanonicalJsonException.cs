namespace Ledger.Verify.Json;

/// <summary>Reports a text that has no canonical form. The path is a JSON Pointer (RFC 6901). The message never contains a value.</summary>
public sealed class CanonicalJsonException(CanonicalJsonFault fault, string path)
    : FormatException($"The JSON has no canonical form: {fault} at \"{path}\".")
{
    public CanonicalJsonFault Fault { get; } = fault;

    public string Path { get; } = path;
}
