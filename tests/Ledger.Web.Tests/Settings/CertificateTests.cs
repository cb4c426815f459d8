using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;
using Ledger.Web.Tests.Running;
using Microsoft.Extensions.Configuration;

namespace Ledger.Web.Tests.Settings;

/// <summary>Tests how the certificate for https is read before anything starts.</summary>
public sealed class CertificateTests
{
    [Theory]
    [InlineData("right", false)]
    [InlineData("wrong", true)]
    public void Read_Pkcs12_IsAcceptedWithItsPasswordOnly(string password, bool isRefused)
    {
        using var folder = new TemporaryFolder();
        using var certificate = Make();
        var path = Path.Combine(folder.Path, "cert.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, "right"));

        var refusal = Record.Exception(() => Read(("Path", path), ("Password", password)));

        Assert.Equal(isRefused, refusal is FaultException { Fault.Code: "LDG8003" });
        Assert.DoesNotContain(password, refusal?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PemWithItsKey_IsAccepted()
    {
        using var folder = new TemporaryFolder();
        using var certificate = Make();

        Read(("Path", folder.File("cert.pem", certificate.ExportCertificatePem())), ("KeyPath", "key.pem"));
    }

    private static void Read(params (string Name, string Value)[] certificate) => ListenAddresses.Read(new ConfigurationBuilder().AddInMemoryCollection(
    [
        KeyValuePair.Create<string, string?>("urls", "https://127.0.0.1:5197"),
        .. certificate.Select(setting => KeyValuePair.Create<string, string?>("Kestrel:Certificates:Default:" + setting.Name, setting.Value)),
    ]).Build());

    private static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=ledger.localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }
}
