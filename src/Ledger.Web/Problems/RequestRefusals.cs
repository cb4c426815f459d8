using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Web.Problems;

/// <summary>Makes the refusals of requests that do not reach a step.</summary>
internal static class RequestRefusals
{
    /// <summary>The refusal of a body that cannot be read as a bundle, with the reason.</summary>
    public static Refusal UnreadableBundle(UnreadableBundle why)
    {
        ArgumentNullException.ThrowIfNull(why);
        return Refusal.At(why.IsSupported ? RequestFaults.NotABundle : RequestFaults.BundleNotSupported, "", why.Reason.Zh, why.Reason.En);
    }

    /// <summary>The refusal of a body that is too long, with the limit.</summary>
    public static Refusal TooLarge(int limit) => Refusal.At(RequestFaults.BodyTooLarge, "", $"最多 {limit} 字节。", $"At most {limit} bytes.");

    /// <summary>The fault for an error status that the framework set without a body.</summary>
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

    /// <summary>The fault for a request that the server refused before it reached a route.</summary>
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
