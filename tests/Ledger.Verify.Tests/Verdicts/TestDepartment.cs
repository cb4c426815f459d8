using System.Security.Cryptography;
using Ledger.Verify.Bundles;
using Ledger.Verify.Notes;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;
using Ledger.Verify.Tests.Seals;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>A department with its own keys. Immutable.</summary>
internal sealed class TestDepartment(string name)
{
    public static TestDepartment Education { get; } = new("education");

    public static TestDepartment Health { get; } = new("health");

    /// <summary>The record type that the tests issue, from the published catalogue.</summary>
    public static TypeMetadata StudentStatus { get; } = ReadType("student-status-1.json");

    public string Origin { get; } = $"ledger.localhost/{name}/log";

    public string Issuer { get; } = $"https://ledger.localhost/{name}";

    public Es256Signer SealKey { get; } = Es256Signer.Generate();

    /// <summary>A second key for sealing.</summary>
    public Ed25519Signer OtherSealKey { get; } = Ed25519Signer.Generate();

    public Ed25519NoteSigner LogKey { get; } = NewLogKey($"ledger.localhost/{name}/log");

    public Digest Id => OnChainId.OfDepartment(Origin);

    public static Ed25519NoteSigner NewLogKey(string origin) => new(origin, RandomNumberGenerator.GetBytes(32));

    private static TypeMetadata ReadType(string file)
    {
        var octets = File.ReadAllBytes(Path.Combine(Vectors.Repository, "src", "Ledger", "Issuing", "RecordTypes", file));
        return TypeMetadata.TryParse(octets, out var metadata, out var refusal) ? metadata : throw new InvalidDataException(refusal.ToString());
    }
}

/// <summary>Seals with one key in the name of another, as no honest signer does.</summary>
internal sealed class ImpostorSigner(ISealSigner real, Digest claimed) : ISealSigner
{
    public SealAlgorithm Algorithm => real.Algorithm;

    public Digest Thumbprint => claimed;

    public byte[] Sign(ReadOnlySpan<byte> message) => real.Sign(message);
}
