using System.Text.Json.Nodes;
using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Purposes;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;
using Ledger.Web.Http;
using Ledger.Web.Problems;
using Ledger.Web.Settings;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Endpoints;

/// <summary>Serves what anybody may read: the logs, the departments and their keys, and the record types.</summary>
internal static class PublicEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var logs = routes.MapGroup("/{department}/log").WithTags("Public log 公开日志");
        logs.MapGet("checkpoint", ReadCheckpoint).WithName("readCheckpoint")
            .WithSummary("The signed checkpoint (C2SP tlog-checkpoint). 检查点。").Produces<string>(200, "text/plain").ProducesProblems(404);
        logs.MapGet("tile/{**path}", ReadTileAsync).WithName("readTile")
            .WithSummary("A tile or a bundle of entries (C2SP tlog-tiles). 日志文件。").Produces(200, contentType: "application/octet-stream").ProducesProblems(404);
        logs.MapGet("migration/{hash}", ReadMigrationAsync).WithName("readMigration")
            .WithSummary("A migration record, by its hash: it proves a move to another chain. 迁移记录。").Produces(200, contentType: "application/octet-stream").ProducesProblems(404);

        var issuers = routes.MapGroup("").WithTags("Departments 部门");
        issuers.MapGet("/v1/departments", ListDepartments).WithName("listDepartments")
            .WithSummary("The departments of this node. 本节点的部门。").Produces<DepartmentRow[]>();
        issuers.MapGet("/.well-known/jwt-vc-issuer/{department}", ReadIssuer).WithName("readIssuer")
            .WithSummary("A department's record keys (SD-JWT VC issuer metadata). 部门的封签公钥。").Produces<IssuerMetadataBody>().ProducesProblems(404);

        var types = routes.MapGroup("").WithTags("Record types 记录类型");
        types.MapGet("/v1/types", ListTypes).WithName("listTypes").WithSummary("The catalogue of record types. 记录类型目录。").Produces<TypeRow[]>();
        types.MapGet("/v1/purposes", ListPurposes).WithTags("Residents 居民").WithName("listPurposes")
            .WithSummary("The purposes for which claims may be shown. 可以查看居民内容的用途。").Produces<PurposeRow[]>();
        types.MapGet("/vct/{name}/{version}", ReadType).WithName("readType")
            .WithSummary("A type's metadata (SD-JWT VC Type Metadata). 类型说明。").Produces<JsonObject>().ProducesProblems(404);
    }

    private static IResult ReadCheckpoint(HttpContext context, HostedDepartments departments, string department)
    {
        if (Find(departments, department) is not { } found)
        {
            return NotHere(departments, department, LogFaults.NoSuchTile);
        }

        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Text(found.Log.Publisher.Published.Note, "text/plain; charset=utf-8");
    }

    private static async Task<IResult> ReadTileAsync(
        HttpContext context, HostedDepartments departments, string department, CancellationToken cancellationToken, string? path = null)
    {
        var full = "tile/" + path;
        if (Find(departments, department) is not { } found || await found.Log.Files.ReadAsync(full, cancellationToken) is not { } bytes)
        {
            return NotHere(departments, department, LogFaults.NoSuchTile);
        }

        if (TileId.TryParse(full, out _))
        {
            AnswerCompression.Skip(context);
        }

        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(bytes, "application/octet-stream");
    }

    private static async Task<IResult> ReadMigrationAsync(
        HttpContext context, HostedDepartments departments, string department, string hash, CancellationToken cancellationToken)
    {
        if (Find(departments, department) is not { } found || !Digest.TryParseHex(hash, out var digest)
            || await found.Migrations.FindBytesAsync(digest, cancellationToken) is not { } bytes)
        {
            return NotHere(departments, department, LogFaults.NoSuchTile);
        }

        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(bytes, "application/octet-stream");
    }

    private static IResult ListDepartments(HttpContext context, HostedDepartments departments, IOptions<NodeHttpOptions> settings)
    {
        // The caller chooses the Host header, so the address that the operator configured takes precedence.
        var address = settings.Value.PublicUrl?.AbsoluteUri.TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}";
        return TypedResults.Ok(departments.All.Select(department => new DepartmentRow(
            department.Profile.Id.ToString(), department.Profile.Name.Zh, department.Profile.Name.En, department.Profile.Origin,
            department.Profile.Issuer, department.Log.Key.ToString(), $"{address}/{department.Profile.Id}/log", [.. department.Types.All])).ToArray());
    }

    private static IResult ReadIssuer(HostedDepartments departments, string department)
    {
        if (Find(departments, department) is not { } found)
        {
            return NotHere(departments, department, RequestFaults.NoSuchAddress);
        }

        var keys = System.Text.Encoding.UTF8.GetString(new JwkSet(found.RecordKeys).ToUtf8Json());
        return TypedResults.Text($$"""{"issuer":"{{found.Profile.Issuer}}","jwks":{{keys}}}""", "application/json");
    }

    private static IResult ListTypes(RecordTypeCatalogue catalogue) => TypedResults.Ok(catalogue.Types.Select(type => new TypeRow(
        type.Metadata.Vct, AnswerFields.FormatKind(type.Kind), type.Domain, type.Metadata.NameIn("zh-CN") ?? "", type.Metadata.NameIn("en") ?? "",
        new Uri(type.Metadata.Vct).AbsolutePath, type.Metadata.Integrity)).ToArray());

    private static IResult ListPurposes(PurposeCatalogue purposes) => TypedResults.Ok(purposes.Purposes.Select(purpose => new PurposeRow(
        purpose.Code, purpose.Version, purpose.Title.Zh, purpose.Title.En, purpose.Text.Zh, purpose.Text.En, [.. purpose.Bases.Select(LegalBases.Format)],
        purpose.Delay?.Days, purpose.Delay?.Law.Zh, purpose.Delay?.Law.En)).ToArray());

    private static IResult ReadType(RecordTypeCatalogue catalogue, string name, string version)
    {
        var found = catalogue.Types.FirstOrDefault(type => new Uri(type.Metadata.Vct).AbsolutePath == $"/vct/{name}/{version}");
        return found is null
            ? ProblemAnswers.From(RequestFaults.NoSuchAddress)
            : TypedResults.Bytes(found.Octets.ToArray(), "application/json");
    }

    // During an outage the answer is not "not found", because a mirror of the log would believe it.
    private static IResult NotHere(HostedDepartments departments, string name, Fault otherwise) =>
        ProblemAnswers.From(DepartmentId.TryParse(name, out var id) && departments.FindDown(id) is not null ? LogFaults.DepartmentDown : otherwise);

    private static HostedDepartment? Find(HostedDepartments departments, string name) =>
        DepartmentId.TryParse(name, out var id) ? departments.Find(id) : null;
}
