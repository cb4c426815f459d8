using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;

namespace Ledger.Web.BrowserVerifier;

/// <summary>
/// The published verifier for browsers, which the build puts beside the program. The folder is listed once, at the first request. So no request reaches
/// any other file. It is empty when the program was built without the verifier.
/// </summary>
internal sealed class VerifierFolder
{
    /// <summary>The name of the folder beside the program.</summary>
    public const string Name = "browser-verifier";

    private static readonly (string Encoding, string Extension)[] Copies = [("br", ".br"), ("gzip", ".gz")];
    private readonly Lazy<FrozenDictionary<string, VerifierFile>> _files;

    public VerifierFolder()
        : this(Path.Combine(AppContext.BaseDirectory, Name))
    {
    }

    internal VerifierFolder(string folder) => _files = new(() => List(folder));

    /// <summary>Finds a file by its name, such as <c>_framework/dotnet.js</c>. Null if there is none.</summary>
    public VerifierFile? Find(string name) => _files.Value.GetValueOrDefault(name);

    private static FrozenDictionary<string, VerifierFile> List(string folder)
    {
        var types = new FileExtensionContentTypeProvider();
        var names = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).ToHashSet(StringComparer.Ordinal)
            : [];
        return names.Where(name => !Copies.Any(copy => name.EndsWith(copy.Extension, StringComparison.Ordinal))).ToFrozenDictionary(
            name => name,
            name => new VerifierFile(
                Path.Combine(folder, name),
                TypeOf(types, name),
                Hash(Path.Combine(folder, name)),
                [.. Copies.Where(copy => names.Contains(name + copy.Extension)).Select(copy => (copy.Encoding, Path.Combine(folder, name + copy.Extension)))]),
            StringComparer.Ordinal);
    }

    private static string TypeOf(FileExtensionContentTypeProvider types, string name) =>
        !types.TryGetContentType(name, out var type) ? "text/plain; charset=utf-8"
        : type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8"
        : type;

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
