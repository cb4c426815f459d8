using System.Text.RegularExpressions;

namespace Ledger.NodeConfig.Tests;

/// <summary>No secret is in git.</summary>
internal static partial class SecretRules
{
    /// <summary>32 bytes that are known not to be a key: the mix hash of every QBFT block.</summary>
    private const string MixHash = "63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";

    public static IEnumerable<string> NoSecrets(ConfigFolder folder)
    {
        foreach (var file in folder.Files.Where(file => file.StartsWith($"{Consortium.Folder}/", StringComparison.Ordinal)))
        {
            var text = folder.Read(file);
            if (KeySized().Matches(text).Any(match => match.Groups[1].Value != MixHash))
            {
                yield return $"{file}: it contains 32 bytes that could be a private key.";
            }

            if (Pem().IsMatch(text) || SecretObject().IsMatch(text) || Password().IsMatch(text))
            {
                yield return $"{file}: it contains a private key, a Kubernetes Secret or a password.";
            }

            if (file.StartsWith($"{Consortium.Folder}/keys/", StringComparison.Ordinal) && Path.GetFileName(file) is not ("README.md" or ".gitignore"))
            {
                yield return $"{file}: keys do not belong here.";
            }
        }

        if (!folder.Has($"{Consortium.Folder}/keys/.gitignore") || !folder.Read($"{Consortium.Folder}/keys/.gitignore").StartsWith("*\n", StringComparison.Ordinal))
        {
            yield return "keys/.gitignore lets keys through.";
        }
    }

    // 64 hexadecimal digits that are not part of a longer text; public keys have 128.
    [GeneratedRegex("(?<![0-9a-fA-F])([0-9a-fA-F]{64})(?![0-9a-fA-F])", RegexOptions.CultureInvariant)]
    private static partial Regex KeySized();

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----", RegexOptions.CultureInvariant)]
    private static partial Regex Pem();

    [GeneratedRegex("^kind: Secret$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex SecretObject();

    [GeneratedRegex("(password|passwd|secret[-_]?key|token)\"?\\s*[:=]\\s*\"?[A-Za-z0-9+/]{8,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
