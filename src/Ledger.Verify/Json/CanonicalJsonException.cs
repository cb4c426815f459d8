namespace Ledger.Verify.Json;

/// <summary>Text that has no canonical form here. The place is a JSON Pointer (RFC 6901); no value is ever in the message.</summary>
public sealed class CanonicalJsonException(CanonicalJsonFault fault, string path)
    : FormatException($"The JSON has no canonical form: {fault} at \"{path}\".")
{
    public CanonicalJsonFault Fault { get; } = fault;

    public string Path { get; } = path;
}
