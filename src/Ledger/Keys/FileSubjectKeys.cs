using Ledger.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Microsoft.Win32.SafeHandles;

namespace Ledger.Keys;

/// <summary>
/// Subjects in a file: each has a slot of its own with its handle, the blind index of the person, and the key, wrapped by the master key. Erasing a
/// subject overwrites its slot in place. Safe for use from any thread of one process; the file is open in one process at a time. Nothing here waits
/// for anything but the disk, so the methods of the port complete before they return. A new key is flushed from its creation on, while its record is
/// sealed, so a commit seldom waits for it.
/// </summary>
// HOLE: flash memory and copy-on-write file systems may keep the overwritten bytes for a while. Whoever can read those, and has the
// master key, can still unwrap the key.
public sealed class FileSubjectKeys : ISubjectKeys, IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly SubjectSlotFile _slots;
    private readonly string _name;
    private readonly IMasterKey _master;
    private readonly Action<SafeFileHandle> _flushToDisk;
    private readonly Lock _lock = new();
    private readonly Lock _flushing = new(); // Locked before _lock and never inside it, so that a disk flush does not block readers.

    private readonly SubjectTable _table = new(); // Guarded by _lock, as are the next fields.
    private long _length;
    private bool _isDirty;
    private bool _isFlushingAhead;
    private bool _isClosed;
    private Exception? _failure;

    private FileSubjectKeys(SafeFileHandle file, string name, IMasterKey master, Action<SafeFileHandle> flushToDisk)
    {
        _flushToDisk = flushToDisk;
        _file = file;
        _name = name;
        _slots = new SubjectSlotFile(file, name);
        _master = master;
    }

    /// <summary>The number of subjects with a key.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _table.Count;
            }
        }
    }

    /// <summary>
    /// Opens the file, or makes it. A slot at the end that a crash left unfinished was never used and is dropped.
    /// </summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a slot does not hold what was written to it. Nothing was changed.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: the keys were wrapped by another master key.</exception>
    /// <exception cref="IOException">Somebody else has it open.</exception>
    public static FileSubjectKeys Open(string path, IMasterKey master) => Open(path, master, RandomAccess.FlushToDisk);

    /// <summary>The same with another flush, so that tests can make it fail.</summary>
    internal static FileSubjectKeys Open(string path, IMasterKey master, Action<SafeFileHandle> flushToDisk)
    {
        if (!File.Exists(path))
        {
            SecretFiles.TryCreate(path, []);
        }

        var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var keys = new FileSubjectKeys(file, Path.GetFileName(path), master, flushToDisk);
        try
        {
            keys._length = keys._slots.Load(keys._table, slot => keys.Unwrap(slot).Clear());
            if (keys._slots.GiveHandles(keys._table))
            {
                keys.FlushToDisk(); // The journal is carried over with these handles.
            }

            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>The subject that a person is. Created on first use, and durable only after <see cref="Flush"/>.</summary>
    /// <param name="person">The blind index. Zero for the department itself.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: its slot does not hold what was written to it.</exception>
    public SubjectKey GetOrCreate(Digest person)
    {
        if (Find(person) is { } known)
        {
            return known;
        }

        var made = new SubjectKey(SubjectHandle.Create(), KeyOctets.Create());
        var slot = SubjectSlot.WriteInUse(person, _master.Wrap(made.Key, person.ToArray()), made.Handle);
        lock (_lock)
        {
            if (!_table.TryFind(person, out _))
            {
                _slots.Write(slot, _length);
                _table.Add(person, made.Handle, _length);
                _length += SubjectSlot.Length;
                _isDirty = true;
                StartFlushing();
                return made;
            }
        }

        return GetOrCreate(person); // Another thread has created it.
    }

    /// <summary>The handle of a person. Null if there is none.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the slot does not hold what was written to it.</exception>
    public SubjectHandle? FindHandle(Digest person)
    {
        lock (_lock)
        {
            return _table.TryFind(person, out var at) ? SubjectSlot.ReadHandle(_slots.Read(at)) : null;
        }
    }

    /// <summary>The key of a subject. Null if there is none; <see cref="IsErased"/> says whether it was erased.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: its slot does not hold what was written to it.</exception>
    public SubjectKey? Find(SubjectHandle subject)
    {
        byte[] slot;
        lock (_lock)
        {
            if (!_table.TryFind(subject, out var at))
            {
                return null;
            }

            slot = _slots.Read(at);
            if (SubjectSlot.ReadHandle(slot) != subject)
            {
                throw _slots.DamagedAt(at);
            }
        }

        return new SubjectKey(subject, Unwrap(slot));
    }

    /// <summary>Whether the subject's key was destroyed. False for a subject that never had one.</summary>
    public bool IsErased(SubjectHandle subject)
    {
        lock (_lock)
        {
            return _table.IsErased(subject);
        }
    }

    /// <summary>
    /// The handle that stands for a blind index in a journal of an earlier version, also for an erased person. Null if there is none.
    /// </summary>
    public SubjectHandle? FindCarriedOver(Digest person)
    {
        lock (_lock)
        {
            return _table.TryFindNamedErased(person, out var erased) ? erased : FindHandle(person);
        }
    }

    /// <summary>Overwrites the blind indexes that an earlier version left in erased slots. Call it when the journal has none of them any more.</summary>
    public void ForgetErased()
    {
        lock (_flushing)
        {
            lock (_lock)
            {
                if (_table.NamedErased.Count == 0)
                {
                    return;
                }

                foreach (var (handle, at) in _table.NamedErased)
                {
                    _slots.Write(SubjectSlot.WriteErased(handle), at);
                }
            }

            FlushToDisk();
            lock (_lock)
            {
                _table.ForgetNamedErased();
            }
        }
    }

    /// <summary>Flushes all keys that were created so far.</summary>
    /// <exception cref="IOException">This flush or an earlier one failed. After a failure nobody knows which keys are durable, so no later call succeeds.</exception>
    public void Flush()
    {
        lock (_flushing)
        {
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_isClosed, this);
                if (_failure is not null)
                {
                    throw new IOException("The subjects' keys could not be flushed.", _failure);
                }

                if (!_isDirty)
                {
                    return;
                }

                _isDirty = false;
            }

            FlushToDisk();
        }
    }

    /// <summary>
    /// Destroys a subject's key in place, durably, and the blind index with it. The handle stays recorded as erased. Does nothing for an unknown or
    /// erased handle.
    /// </summary>
    public void Erase(SubjectHandle subject)
    {
        lock (_flushing)
        {
            lock (_lock)
            {
                if (!_table.TryFind(subject, out var at))
                {
                    return;
                }

                var person = SubjectSlot.ReadPerson(_slots.Read(at));
                _slots.Write(SubjectSlot.WriteErased(subject), at);
                _table.Erase(person, subject);
                _isDirty = false;
            }

            FlushToDisk();
        }
    }

    public ValueTask<SubjectKey> GetOrCreateAsync(Digest person, CancellationToken cancellationToken) => ValueTask.FromResult(GetOrCreate(person));

    public ValueTask<SubjectHandle?> FindHandleAsync(Digest person, CancellationToken cancellationToken) => ValueTask.FromResult(FindHandle(person));

    public ValueTask<SubjectKey?> FindAsync(SubjectHandle subject, CancellationToken cancellationToken) => ValueTask.FromResult(Find(subject));

    public ValueTask<bool> IsErasedAsync(SubjectHandle subject, CancellationToken cancellationToken) => ValueTask.FromResult(IsErased(subject));

    public ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        Flush();
        return ValueTask.CompletedTask;
    }

    public ValueTask EraseAsync(SubjectHandle subject, CancellationToken cancellationToken)
    {
        Erase(subject);
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        lock (_flushing) // A flush may be running.
        {
            lock (_lock)
            {
                _isClosed = true;
            }

            _file.Dispose();
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Starts a thread that flushes as long as there are new keys. The caller holds <c>_lock</c>.</summary>
    private void StartFlushing()
    {
        if (!_isFlushingAhead)
        {
            _isFlushingAhead = true;
            _ = DurableFiles.DoAsync(FlushAhead);
        }
    }

    private void FlushAhead()
    {
        try
        {
            while (IsFlushDue())
            {
                Flush();
            }
        }
        catch (Exception)
        {
            // Kept: the commit that needs the key calls Flush, which throws again.
        }
    }

    private bool IsFlushDue()
    {
        lock (_lock)
        {
            return _isFlushingAhead = _isDirty && _failure is null && !_isClosed;
        }
    }

    private void FlushToDisk()
    {
        try
        {
            _flushToDisk(_file);
        }
        catch (Exception problem)
        {
            lock (_lock)
            {
                _failure = problem;
            }

            throw;
        }
    }

    private SubjectKey? Find(Digest person)
    {
        byte[] slot;
        lock (_lock)
        {
            if (!_table.TryFind(person, out var at))
            {
                return null;
            }

            slot = _slots.Read(at);
            if (SubjectSlot.ReadPerson(slot) != person)
            {
                throw _slots.DamagedAt(at);
            }
        }

        return new SubjectKey(SubjectSlot.ReadHandle(slot), Unwrap(slot));
    }

    private KeyOctets Unwrap(ReadOnlySpan<byte> slot) =>
        _master.TryUnwrap(SubjectSlot.ReadWrappedKey(slot), SubjectSlot.PersonOf(slot))
            ?? throw new FaultException(StoreFaults.KeyUnusable, $"{_name}: a subject's key does not unwrap; the master key may be another one.");
}
