using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Ledger.Verify.Seals;

/// <summary>
/// ECDsa objects are not documented as safe for concurrent use and cost more to make than one verification, so callers borrow one
/// each. The pool grows to the number of threads that were ever inside at once, and no further.
/// </summary>
internal sealed class EcdsaPool : IDisposable
{
    private readonly ConcurrentBag<ECDsa> _idle = [];
    private readonly ECParameters _key;
    private volatile bool _disposed;

    /// <exception cref="CryptographicException">The parameters are not a usable key.</exception>
    public EcdsaPool(ECParameters key)
    {
        _key = key;
        _idle.Add(ECDsa.Create(key));
    }

    public ECDsa Borrow()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _idle.TryTake(out var ecdsa) ? ecdsa : ECDsa.Create(_key);
    }

    public void Return(ECDsa ecdsa)
    {
        _idle.Add(ecdsa);
        if (_disposed)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var ecdsa))
        {
            ecdsa.Dispose();
        }
    }
}
