using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Inputs;

/// <summary>Parses option values. Each method throws an exception that names the option. Stateless.</summary>
public static class InputValues
{
    /// <exception cref="FaultException">The value is not a verifier key of a log.</exception>
    public static VerifierKey VerifierKey(string vkey) =>
        Verify.Notes.VerifierKey.TryParse(vkey, out var key) ? key : throw OptionProblems.WrongForm("--vkey", null, OptionForms.VerifierKey);

    /// <exception cref="FaultException">The value is not a hash.</exception>
    public static Digest Hash(string text, string option) =>
        Digest.TryParseHex(text, out var hash) ? hash : throw OptionProblems.WrongForm(option, text, OptionForms.Hash);

    /// <exception cref="FaultException">The value is not an HTTP or HTTPS address.</exception>
    public static Uri Address(string text, string option) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
            ? address
            : throw OptionProblems.WrongForm(option, text, OptionForms.WebAddress);

    /// <summary>Parses an account's address. Upper and lower case mean the same account: wallets write both.</summary>
    /// <exception cref="FaultException">The value is not an address, or is zero.</exception>
    public static ChainAddress ChainAddress(string? text, string option) =>
        Verify.Chain.ChainAddress.TryParse(text?.Trim().ToLowerInvariant(), out var address) && !address.IsZero
            ? address
            : throw OptionProblems.WrongForm(option, text, OptionForms.ChainAddress);
}
