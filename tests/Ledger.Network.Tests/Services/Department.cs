using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Ledger.Web.Tests.Running;

namespace Ledger.Network.Tests.Services;

/// <summary>A department before the first start of its node: a data directory with tokens and with the keys that the council will register.</summary>
internal sealed class Department
{
    public Department(string folder, string name)
    {
        Profile = DepartmentId.TryParse(name, out var id)
            ? new DepartmentProfile(id, new LocalizedText("网络测试部门", "Department of the network test"), "ledger.localhost")
            : throw new ArgumentException("Not a department's name.", nameof(name));
        DataDirectory = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var layout = new DataLayout(DataDirectory);
        Directory.CreateDirectory(layout.Keys);
        var keys = new KeyFiles(layout.Keys, FileMasterKey.Open(layout.MasterKey));
        Operator = new OperatorKey(keys.AccountKey(id));
        LogKey = Digest.TryRead(keys.LogKey(id, Profile.Origin).Key.PublicKey.AsSpan(), out var logKey) ? logKey : throw new CryptographicException("No log key.");
        using var signer = keys.RecordKey(id);
        RecordKey = new RecordKeyRegistration(signer.Thumbprint, 1, [.. signer.PublicKey.PublicKey.Span], null, null);
        var tokens = AccessTokens.Open(layout.Tokens);
        IssuerToken = tokens.Replace(new TokenHolder("desk", id, Role.Issuer));
        TokensFile = Path.Combine(folder, name + ".tokens.json");
        File.WriteAllText(
            TokensFile, new JsonObject { [name] = new JsonObject { ["auditor"] = tokens.Replace(new TokenHolder("audit", id, Role.Auditor)) } }.ToJsonString());
    }

    public DepartmentProfile Profile { get; }

    public string Name => Profile.Id.ToString();

    public string DataDirectory { get; }

    /// <summary>The address of its node.</summary>
    public Uri Address { get; } = NodeProcess.FreeAddress();

    public OperatorKey Operator { get; }

    public Digest LogKey { get; }

    public RecordKeyRegistration RecordKey { get; }

    public string IssuerToken { get; }

    /// <summary>The file with the auditor's token for <c>ledger audit</c>.</summary>
    public string TokensFile { get; }
}
