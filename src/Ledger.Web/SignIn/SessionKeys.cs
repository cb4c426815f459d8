using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Ledger.Keys;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Ledger.Web.SignIn;

/// <summary>
/// The keys of ASP.NET's data protection, which encrypt the cookies of people. They lie in the data directory, each file encrypted as a whole under the
/// node's master key and bound to its name. A file that cannot be decrypted is left alone and reported once: its sessions end, and the node goes on.
/// </summary>
/// <param name="folder">The folder. It is opened on first use, so that a page for everybody works without keys.</param>
/// <param name="logger">The logger.</param>
internal sealed class SessionKeys(Lazy<SealedFolder> folder, ILogger<SessionKeys> logger) : IXmlRepository
{
    /// <summary>The purpose of the folder.</summary>
    public const string Purpose = "keys of sessions";

    private readonly ConcurrentDictionary<string, bool> _reported = new(StringComparer.Ordinal);

    public IReadOnlyCollection<XElement> GetAllElements() => [.. folder.Value.ReadAll().Select(Read).OfType<XElement>()];

    public void StoreElement(XElement element, string friendlyName)
    {
        var plain = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        folder.Value.Write(friendlyName, plain);
        CryptographicOperations.ZeroMemory(plain);
    }

    private XElement? Read((string Name, byte[]? Plain) file)
    {
        try
        {
            if (file.Plain is { } plain)
            {
                return XElement.Parse(Encoding.UTF8.GetString(plain));
            }
        }
        catch (XmlException)
        {
            // Decrypted, so this node wrote it, but a later version in another form.
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file.Plain);
        }

        if (_reported.TryAdd(file.Name, true))
        {
            var fault = SignInFaults.SessionKeyUnreadable;
            SignInLog.SessionKeyUnreadable(logger, fault.Code, fault.Title.En, file.Name, fault.Action.En);
        }

        return null;
    }
}
