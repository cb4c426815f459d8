using System.Diagnostics.CodeAnalysis;
using Ledger.Verify.Trees;

namespace Ledger.Keys;

/// <summary>Where each person's and each subject's slot is in a subject key file. Not thread-safe.</summary>
internal sealed class SubjectTable
{
    private const long Erased = -1;

    // The start of each person's slot.
    private readonly Dictionary<Digest, long> _people = [];

    // The start of each subject's slot, or Erased.
    private readonly Dictionary<SubjectHandle, long> _subjects = [];

    // Erased slots of an earlier version, which still have the blind index.
    private readonly Dictionary<Digest, (SubjectHandle Handle, long At)> _namedErased = [];

    /// <summary>The number of subjects with a key.</summary>
    public int Count => _people.Count;

    /// <summary>The starts of slots that an earlier version wrote without a handle.</summary>
    public List<long> WithoutHandle { get; } = [];

    /// <summary>The erased slots of an earlier version that still have the blind index of the person.</summary>
    public IReadOnlyCollection<(SubjectHandle Handle, long At)> NamedErased => _namedErased.Values;

    /// <summary>Adds a slot of the file. False if it contradicts another one.</summary>
    public bool TryAdd(ReadOnlySpan<byte> slot, long at)
    {
        var (person, handle, isErased) = (SubjectSlot.ReadPerson(slot), SubjectSlot.ReadHandle(slot), SubjectSlot.IsErased(slot));
        if (handle.IsNone)
        {
            WithoutHandle.Add(at);
            return isErased ? _namedErased.TryAdd(person, (handle, at)) : _people.TryAdd(person, at);
        }

        return _subjects.TryAdd(handle, isErased ? Erased : at)
            && (isErased ? person.IsZero || _namedErased.TryAdd(person, (handle, at)) : _people.TryAdd(person, at));
    }

    /// <summary>Adds a new subject.</summary>
    public void Add(Digest person, SubjectHandle handle, long at)
    {
        _people.Add(person, at);
        _subjects.Add(handle, at);
    }

    /// <summary>Adds the handle that a slot of an earlier version was given.</summary>
    public void AddHandle(ReadOnlySpan<byte> slot, SubjectHandle handle, long at)
    {
        var isErased = SubjectSlot.IsErased(slot);
        _subjects.Add(handle, isErased ? Erased : at);
        if (isErased)
        {
            _namedErased[SubjectSlot.ReadPerson(slot)] = (handle, at);
        }
    }

    public bool TryFind(Digest person, out long at) => _people.TryGetValue(person, out at);

    /// <summary>Finds the slot of a subject that is not erased.</summary>
    public bool TryFind(SubjectHandle subject, out long at) => _subjects.TryGetValue(subject, out at) && at != Erased;

    public bool IsErased(SubjectHandle subject) => _subjects.TryGetValue(subject, out var at) && at == Erased;

    public bool TryFindNamedErased(Digest person, [NotNullWhen(true)] out SubjectHandle? handle)
    {
        handle = _namedErased.TryGetValue(person, out var erased) ? erased.Handle : null;
        return handle is not null;
    }

    /// <summary>Records that a subject was erased, and forgets whose it was.</summary>
    public void Erase(Digest person, SubjectHandle subject)
    {
        _subjects[subject] = Erased;
        _people.Remove(person);
    }

    public void ForgetNamedErased() => _namedErased.Clear();
}
