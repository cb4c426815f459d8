using System.Collections.Immutable;
using System.Globalization;
using Ledger.Departments;

namespace Ledger.Keys;

/// <summary>
/// The files of one kind of key of a department, in order of creation. The first file of a log key or an account is <c>log.p8</c> or similar; later
/// ones are numbered. A staged key is a file that ends with <c>.next</c>; renaming it puts it in use. Immutable, except for the files themselves.
/// </summary>
internal sealed class KeySeries
{
    public const string Extension = ".p8";
    private const string Next = ".next";
    private const string Until = ".until";

    private readonly string _folder;
    private readonly string _name;
    private readonly bool _isFirstPlain;

    public KeySeries(string folder, DepartmentId department, DepartmentKey key)
    {
        _folder = Path.Combine(folder, department.ToString());
        (_name, _isFirstPlain, Kind) = key switch
        {
            DepartmentKey.Record => ("record", false, KeyKind.P256),
            DepartmentKey.Log => ("log", true, KeyKind.Ed25519),
            _ => ("account", true, KeyKind.Secp256k1),
        };
    }

    public KeyKind Kind { get; }

    /// <summary>The files of the keys that are or were in use, oldest first. Other files, such as copies, are left out.</summary>
    public ImmutableArray<string> Files => [.. Numbers().Select(GetPath)];

    /// <summary>The path of the next key: one above the highest number, so that no number is used twice.</summary>
    public string NextFile => GetPath((Numbers() is [.., var newest] ? newest : 0) + 1);

    /// <summary>The file of the staged key. Null if there is none.</summary>
    public string? Staged => File.Exists(NextFile + Next) ? NextFile + Next : null;

    /// <summary>The path of a staged key.</summary>
    public string StagedFile => NextFile + Next;

    /// <summary>The path of the file with the end time of a key.</summary>
    public static string GetUntilFile(string file) => Path.ChangeExtension(file, Until);

    private ImmutableArray<int> Numbers() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, _name + "*" + Extension).Select(FindNumber).OfType<int>().Order()]
        : [];

    private string GetPath(int number) => Path.Combine(
        _folder, (number == 1 && _isFirstPlain ? _name : string.Create(CultureInfo.InvariantCulture, $"{_name}-{number:d4}")) + Extension);

    private int? FindNumber(string path)
    {
        // On Windows a pattern also matches longer extensions.
        var file = Path.GetFileName(path);
        if (!file.EndsWith(Extension, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = file[_name.Length..^Extension.Length];
        return rest.Length == 0 ? (_isFirstPlain ? 1 : null)
            : rest[0] == '-' && int.TryParse(rest.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number > (_isFirstPlain ? 1 : 0) && GetPath(number) == path
                ? number
                : null;
    }
}
