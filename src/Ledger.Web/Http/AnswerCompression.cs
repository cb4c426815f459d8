using System.IO.Compression;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Http;

/// <summary>
/// Which answers are compressed when a caller asks for it: the public ones. An answer to a token holds what its caller alone may see, and the
/// length of a compressed answer tells something of what is in it (BREACH, CVE-2013-3587), so it is sent as it is. Hash tiles are sent as they
/// are too: hashes do not get shorter.
/// </summary>
internal sealed class AnswerCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
    : ResponseCompressionProvider(services, options)
{
    /// <summary>Tiles and bundles of entries (C2SP tlog-tiles).</summary>
    private const string Octets = "application/octet-stream";

    public static void Add(IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true; // What is public over HTTP is public over HTTPS.
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, Octets, ProblemAnswers.MediaType, "image/svg+xml"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        services.AddSingleton<IResponseCompressionProvider, AnswerCompression>();
    }

    /// <summary>Says that an answer does not get shorter.</summary>
    public static void Skip(HttpContext context) => context.Items[typeof(AnswerCompression)] = true;

    public override bool ShouldCompressResponse(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null
        && !context.Items.ContainsKey(typeof(AnswerCompression))
        && base.ShouldCompressResponse(context);
}
