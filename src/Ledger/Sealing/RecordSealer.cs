using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;

namespace Ledger.Sealing;

/// <summary>The second step: seals a record for the department and encrypts it. Safe for use from any thread.</summary>
public sealed class RecordSealer
{
    private readonly DepartmentProfile _department;
    private readonly SdJwtIssuer _issuer;
    private readonly PayloadBox _box;
    private readonly BlindIndexes _indexes;
    private readonly JsonElement _authority;

    public RecordSealer(DepartmentProfile department, ISealSigner signer, PayloadBox box, BlindIndexes indexes)
    {
        _department = department;
        _issuer = new SdJwtIssuer(signer);
        _box = box;
        _indexes = indexes;
        _authority = WriteAuthority(department);
    }

    /// <summary>Seals one record. Takes a few dozen microseconds, most of them for the signature.</summary>
    public async ValueTask<Outcome<SealedRecord>> SealAsync(IssuableRecord record, CancellationToken cancellationToken)
    {
        var request = record.Request;
        var clear = new ClearClaims
        {
            Issuer = _department.Issuer,
            RecordType = record.Type.Metadata.Vct,
            TypeIntegrity = record.Type.Metadata.Integrity,
            IssuedAt = record.IssuedAt,
            NotBefore = request.ValidFrom,
            ExpiresAt = request.ValidUntil,
            RecordId = record.Id.ToString(),
            Additional = _authority,
        };
        if (!_issuer.TryIssue(record.Claims.Span, record.Type.Metadata.Disclosure, clear, out var sealedJwt, out var refusal))
        {
            return new Refusal(
                refusal.Fault == SealFaults.TooManyDisclosures || refusal.Fault == SealFaults.TooLarge
                    ? IssuingFaults.TooManyDisclosures : SealingFaults.CannotBeSealed,
                [new Violation("/claims", new LocalizedText(refusal.Fault.Title.Zh, refusal.Fault.Title.En))]);
        }

        var salt = RandomNumberGenerator.GetBytes(Digest.Length);
        var subject = await _box.GetOrCreateSubjectAsync(_indexes.ForSubject(record.Subject.Identity), cancellationToken);
        var payload = new Payload(salt, sealedJwt.ToCompact());
        var document = DocumentNumber.FindKey(record.Type.Metadata.Vct, request.Claims);
        return new SealedRecord(
            record.Id, record.Type.Kind, record.Type.Metadata.Vct,
            Commitment.Compute(salt, Encoding.ASCII.GetBytes(sealedJwt.IssuerJwt)),
            subject.Handle, _indexes.ForIdempotencyKey(request.Key), subject.Fingerprint(_indexes.ForRequest(request.Fingerprint)),
            _box.Close(record.Id, subject, payload))
        {
            Content = payload,
            IssuedAt = record.IssuedAt,
            DocumentKey = document,
            Document = document is null ? default : _indexes.ForDocument(document),
            Replaces = request.Replaces,
            Predecessor = FindPredecessor(request.Claims),
        };
    }

    private static RecordId? FindPredecessor(JsonElement claims) =>
        claims.TryGetProperty("supersedes"u8, out var named) && named.ValueKind is JsonValueKind.String && RecordId.TryParse(named.GetString(), out var id)
            ? id
            : null;

    // The issuer is in clear text in every record, because a reader must know whom to ask.
    private static JsonElement WriteAuthority(DepartmentProfile department)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("issuing_authority"u8);
            writer.WriteString("id"u8, department.Id.ToString());
            writer.WriteStartObject("name"u8);
            writer.WriteString("zh"u8, department.Name.Zh);
            writer.WriteString("en"u8, department.Name.En);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteString("issuing_country"u8, "CN"u8);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
