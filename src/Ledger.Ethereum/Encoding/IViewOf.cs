namespace Ledger.Ethereum.Encoding;

/// <summary>A function message whose result is <typeparamref name="TOutput"/>; generated classes say so, and the compiler holds calls to it.</summary>
internal interface IViewOf<TOutput>;
