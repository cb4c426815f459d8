using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Ledger.Verify.Seals;

/// <summary>
/// A pool of ECDsa objects. They are not documented as safe for concurrent use, and creating one costs more than one verification. So each caller
/// borrows one. The pool grows to the highest number of concurrent callers.
/// </summary>
internal sealed class EcdsaPool : IDisposable
{
    private readonly ConcurrentBag<ECDsa> _idle = [];
    private readonly ECParameters _key;
    private volatile bool _disposed;

    /// <exception cref="CryptographicException">The parameters are not a valid key.</exception>
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
