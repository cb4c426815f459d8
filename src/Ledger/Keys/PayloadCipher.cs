using System.Text;
using Ledger.Departments;
using Ledger.Issuing;

namespace Ledger.Keys;

/// <summary>
/// Encrypts payloads with a subject's data key. The encryption is bound to department and record, so a payload that is moved to another record does
/// not decrypt. Stateless.
/// </summary>
public static class PayloadCipher
{
    /// <param name="key">The subject's data key.</param>
    /// <param name="department">The department that holds the record.</param>
    /// <param name="id">The record.</param>
    /// <param name="plain">The payload.</param>
    public static byte[] Seal(KeyOctets key, DepartmentId department, RecordId id, ReadOnlySpan<byte> plain) =>
        AesGcmBox.Seal(key, plain, Binding(department, id));

    /// <summary>Decrypts. Null if the bytes were not encrypted with this key for this record.</summary>
    public static byte[]? TryOpen(KeyOctets key, DepartmentId department, RecordId id, ReadOnlySpan<byte> closed) =>
        AesGcmBox.TryOpen(key, closed, Binding(department, id));

    private static byte[] Binding(DepartmentId department, RecordId id) => Encoding.UTF8.GetBytes($"{department}\n{id}");
}
