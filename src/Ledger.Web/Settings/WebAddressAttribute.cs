using System.ComponentModel.DataAnnotations;

namespace Ledger.Web.Settings;

/// <summary>The setting is an absolute http or https address, or a list of them. A missing value is valid, an empty item of a list is not.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WebAddressAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value switch
    {
        null => true,
        Uri address => IsWebAddress(address),
        IEnumerable<Uri?> addresses => addresses.All(IsWebAddress),
        _ => throw new InvalidOperationException("The setting is not an address."),
    };

    private static bool IsWebAddress(Uri? address) => address is { IsAbsoluteUri: true, Scheme: "http" or "https" };
}
