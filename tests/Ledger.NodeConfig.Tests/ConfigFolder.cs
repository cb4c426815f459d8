namespace Ledger.NodeConfig.Tests;

/// <summary>The folder <c>node-config</c>, or a copy of it with one mistake.</summary>
internal sealed class ConfigFolder(string root) : IDisposable
{
    private readonly bool _isCopy;

    private ConfigFolder(string root, bool isCopy)
        : this(root) => _isCopy = isCopy;

    public static ConfigFolder OfTheRepository { get; } = new(FindRoot());

    public string Root { get; } = root;

    /// <summary>Every file, by its path in the folder, without the files that npm installed.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => !path.Contains("node_modules", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    public IEnumerable<string> FilesOf(params ReadOnlySpan<string> endings)
    {
        var wanted = endings.ToArray();
        return Files.Where(file => wanted.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)));
    }

    public string PathOf(string file) => Path.Combine(Root, file);

    public string Read(string file) => File.ReadAllText(PathOf(file));

    public bool Has(string file) => File.Exists(PathOf(file));

    /// <summary>
    /// Makes a copy in which <paramref name="was"/>, which must occur in the file, is replaced everywhere. An empty <paramref name="was"/> writes a
    /// new file.
    /// </summary>
    public ConfigFolder With(string file, string was, string becomes)
    {
        var copy = new ConfigFolder(Directory.CreateTempSubdirectory("ledger-node-config-").FullName, isCopy: true);
        foreach (var each in Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(copy.PathOf(each))!); // Every file here is inside a folder.
            File.Copy(PathOf(each), copy.PathOf(each));
        }

        if (was.Length == 0)
        {
            Assert.False(copy.Has(file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy.PathOf(file))!);
            File.WriteAllText(copy.PathOf(file), becomes);
            return copy;
        }

        var text = copy.Read(file);
        Assert.Contains(was, text, StringComparison.Ordinal);
        File.WriteAllText(copy.PathOf(file), text.Replace(was, becomes, StringComparison.Ordinal));
        return copy;
    }

    public void Dispose()
    {
        if (_isCopy)
        {
            Directory.Delete(Root, recursive: true);
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests must run inside the repository."), "node-config");
    }
}
