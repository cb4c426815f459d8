using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Web.Problems;

/// <summary>Chooses the fault of a request that no step saw.</summary>
internal static class RequestRefusals
{
    /// <summary>A body that is not judged as a bundle, and why.</summary>
    public static Refusal UnreadableBundle(UnreadableBundle why)
    {
        ArgumentNullException.ThrowIfNull(why);
        return Refusal.At(why.IsSupported ? RequestFaults.NotABundle : RequestFaults.BundleNotSupported, "", why.Reason.Zh, why.Reason.En);
    }

    /// <summary>A body over its limit, with the limit.</summary>
    public static Refusal TooLarge(int limit) => Refusal.At(RequestFaults.BodyTooLarge, "", $"最多 {limit} 字节。", $"At most {limit} bytes.");

    /// <summary>The fault for a status that the framework gave without a body.</summary>
    public static Fault FromStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => RequestFaults.NoSuchAddress,
        StatusCodes.Status405MethodNotAllowed => RequestFaults.MethodNotAllowed,
        StatusCodes.Status408RequestTimeout => RequestFaults.TooSlow,
        StatusCodes.Status413PayloadTooLarge => RequestFaults.BodyTooLarge,
        StatusCodes.Status415UnsupportedMediaType => RequestFaults.MediaTypeNotSupported,
        >= StatusCodes.Status500InternalServerError => RequestFaults.Internal,
        _ => RequestFaults.Unreadable,
    };

    /// <summary>The fault for a request that the server refused before any route saw it.</summary>
    public static Fault FromServerStatus(int status) => status switch
    {
        StatusCodes.Status408RequestTimeout => RequestFaults.TooSlow,
        StatusCodes.Status413PayloadTooLarge => RequestFaults.BodyTooLarge,
        StatusCodes.Status414UriTooLong => RequestFaults.AddressTooLong,
        StatusCodes.Status431RequestHeaderFieldsTooLarge => RequestFaults.HeadersTooLarge,
        StatusCodes.Status505HttpVersionNotsupported => RequestFaults.VersionNotSupported,
        _ => RequestFaults.NotHttp,
    };
}
