using System.Security.Cryptography;

namespace Ledger.Web.DemoProvider;

/// <summary>The node as the only client of its own demonstration provider, with a secret for the life of this process.</summary>
internal sealed class DemoClient
{
    /// <summary>The id of the client.</summary>
    public const string Id = "ledger";

    /// <summary>The secret of the client.</summary>
    public string Secret { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
