using System.Collections.Immutable;
using System.Globalization;
using Ledger.Departments;

namespace Ledger.Keys;

/// <summary>
/// The files of one of a department's keys, in the order they were made. The first of a log key or an account is plain <c>log.p8</c>, the
/// later ones are numbered. A key that is to take over is first a file that ends in <c>.next</c>; giving it its name is what makes it the
/// one in use. Immutable but for the disk.
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

    /// <summary>The files of the keys that are or were in use, oldest first. What only looks like one, such as a copy beside it, is left out.</summary>
    public ImmutableArray<string> Files => [.. Numbers().Select(PathOf)];

    /// <summary>Where the key after the newest one goes: one above the highest number, so that none is given out twice.</summary>
    public string NextFile => PathOf((Numbers() is [.., var newest] ? newest : 0) + 1);

    /// <summary>The file of the key that is to take over; null when there is none.</summary>
    public string? Staged => File.Exists(NextFile + Next) ? NextFile + Next : null;

    /// <summary>Where such a file goes.</summary>
    public string StagedFile => NextFile + Next;

    /// <summary>Where it is written until when a key was in use.</summary>
    public static string UntilFileOf(string file) => Path.ChangeExtension(file, Until);

    private ImmutableArray<int> Numbers() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, _name + "*" + Extension).Select(NumberOf).OfType<int>().Order()]
        : [];

    private string PathOf(int number) => Path.Combine(
        _folder, (number == 1 && _isFirstPlain ? _name : string.Create(CultureInfo.InvariantCulture, $"{_name}-{number:d4}")) + Extension);

    private int? NumberOf(string path)
    {
        // A pattern on Windows also matches longer extensions.
        var file = Path.GetFileName(path);
        if (!file.EndsWith(Extension, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = file[_name.Length..^Extension.Length];
        return rest.Length == 0 ? (_isFirstPlain ? 1 : null)
            : rest[0] == '-' && int.TryParse(rest.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number > (_isFirstPlain ? 1 : 0) && PathOf(number) == path
                ? number
                : null;
    }
}
