using Ledger.Verify.Chain;

namespace Ledger.Consortium.Tests;

/// <summary>Addresses and keys by number.</summary>
internal static class TestAccounts
{
    /// <summary>
    /// The public keys of the private keys 1 and 2 (SEC 2 section 2.4.1: the base point and its double), and their well-known addresses.
    /// </summary>
    public const string KeyOfOne =
        "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

    public const string AddressOfOne = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf";

    public const string KeyOfTwo =
        "c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee51ae168fea63dc339a3c58419466ceaeef7f632653266d0e1236431a950cfe52a";

    public const string AddressOfTwo = "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf";

    public static ChainAddress Address(int number) =>
        ChainAddress.TryParse($"0x{number:x40}", out var address) ? address : throw new ArgumentOutOfRangeException(nameof(number));
}
