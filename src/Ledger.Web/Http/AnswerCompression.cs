using System.IO.Compression;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Http;

/// <summary>
/// Compresses public answers when a caller asks for it. An answer to a token is never compressed: only its caller may see it, and the length of a
/// compressed answer reveals something about its content (BREACH, CVE-2013-3587). Hash tiles are not compressed either, because hashes do not
/// compress.
/// </summary>
internal sealed class AnswerCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
    : ResponseCompressionProvider(services, options)
{
    /// <summary>The media type of tiles and entry bundles (C2SP tlog-tiles).</summary>
    private const string Octets = "application/octet-stream";

    public static void Add(IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true; // Only public answers are compressed, so BREACH does not matter.
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, Octets, ProblemAnswers.MediaType, "image/svg+xml"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        services.AddSingleton<IResponseCompressionProvider, AnswerCompression>();
    }

    /// <summary>Marks an answer that is not worth compressing.</summary>
    public static void Skip(HttpContext context) => context.Items[typeof(AnswerCompression)] = true;

    public override bool ShouldCompressResponse(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null
        && context.User.Identity?.IsAuthenticated != true // Each page has the name of the person who is signed in.
        && !context.Items.ContainsKey(typeof(AnswerCompression))
        && base.ShouldCompressResponse(context);
}
