using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG9xxx and LDG8577: the refusals of an HTTP request that no step makes.</summary>
public static class RequestFaults
{
    public static readonly Fault Internal = new("LDG9001", 500,
        new("系统内部错误。", "Something went wrong in this node."),
        new("请稍后用同一个键重试；若仍出现，请把 traceId 告知运维人员。", "Try again later with the same key; if it happens again, tell the operator the traceId."));

    public static readonly Fault NoSuchAddress = new("LDG9002", 404,
        new("没有这个地址。", "There is no such address."),
        new("接口说明见 /docs。", "The API is described at /docs."));

    public static readonly Fault QueryMalformed = new("LDG9003", 400,
        new("查询参数不正确。", "A query parameter is not right."),
        new("请修正所列参数。", "Correct the parameter listed."));

    public static readonly Fault TooMany = new("LDG9004", 429,
        new("请求过于频繁。", "Too many requests."),
        new("请稍后再试。", "Try again in a minute."));

    public static readonly Fault MethodNotAllowed = new("LDG9005", 405,
        new("此地址不支持该方法。", "This address does not take that method."),
        new("接口说明见 /docs。", "The API is described at /docs."));

    public static readonly Fault MediaTypeNotSupported = new("LDG9006", 415,
        new("此地址不接受该 Content-Type。", "This address does not take that Content-Type."),
        new("记录与凭证包用 application/json，批量用 application/x-ndjson。", "Send records and bundles as application/json, batches as application/x-ndjson."));

    public static readonly Fault BodyTooLarge = new("LDG9007", 413,
        new("请求内容超过此地址的上限。", "The body is larger than this address takes."),
        new("请按所列上限删减。", "Keep to the limit listed."));

    public static readonly Fault Unreadable = new("LDG9008", 400,
        new("请求无法读完。", "The request could not be read to its end."),
        new("请检查连接与请求格式后用同一个键重发。", "Check the connection and the form of the request, then send it again with the same key."));

    public static readonly Fault NotABundle = new("LDG9009", 400,
        new("请求内容无法作为凭证包读取，因此未作任何判断。", "The body cannot be read as a bundle, so nothing is said about any record."),
        new("请重新获取凭证包，并核对是否完整。", "Get the bundle again and check that it is whole."));

    public static readonly Fault BundleNotSupported = new("LDG9010", 400,
        new("此处不支持该凭证包，因此未作任何判断。", "The bundle is not supported here, so nothing is said about any record."),
        new("这是本系统的限制，不说明凭证包有误；请用支持它的版本核验。", "This is a limit of this node and no fault of the bundle; check it with a version that supports it."));

    public static readonly Fault ContentCodingNotSupported = new("LDG9030", 415,
        new("此地址不接受压缩或以其他方式编码的请求内容。", "This address does not take a body with a Content-Encoding."),
        new("请不加 Content-Encoding 发送未压缩的内容。", "Send the body uncompressed, without Content-Encoding."));

    public static readonly Fault NotHttp = new("LDG9031", 400,
        new("收到的内容不是正确的 HTTP 请求。", "What was received is not a well-formed HTTP request."),
        new("请检查请求行、Host 与长度等请求头；HTTPS 请求请发往 HTTPS 端口。",
            "Check the request line and headers such as Host and Content-Length; send HTTPS to a port that speaks it."));

    public static readonly Fault HeadersTooLarge = new("LDG9032", 431,
        new("请求头过长或过多。", "The request has too many headers, or they are too long."),
        new("请缩短请求头：总长不超过 32 KiB，最多 100 个。", "Send at most 100 headers of 32 KiB in total."));

    public static readonly Fault AddressTooLong = new("LDG9033", 414,
        new("请求行过长。", "The request line is too long."),
        new("请缩短地址：请求行不超过 8 KiB。", "Shorten the address: a request line has at most 8 KiB."));

    public static readonly Fault VersionNotSupported = new("LDG9034", 505,
        new("不支持该 HTTP 版本。", "This HTTP version is not supported."),
        new("请使用 HTTP/1.1。", "Use HTTP/1.1."));

    public static readonly Fault TooSlow = new("LDG9035", 408,
        new("请求发送得太慢，等待已结束。", "The request arrived too slowly, and the node stopped waiting."),
        new("请检查连接后用同一个键重发。", "Check the connection, then send the request again with the same key."));

    public static readonly Fault NotAsPage = new("LDG9036", 403,
        new("这一页只能由您自己打开，不能由别的网页或浏览器自动打开。", "Only a person can open this page; another page or the browser by itself cannot."),
        new("请直接打开这个网址。", "Open the address yourself."));

    public static readonly Fault HostNotAllowed = new("LDG8577", 400,
        new("此节点不以该主机名（Host）提供服务。", "This node does not answer under the name in the Host header."),
        new("请使用节点的公开地址；运维人员可在 AllowedHosts 中加入该主机名。", "Use the node's public address; its operator can add the name to AllowedHosts."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        Internal, NoSuchAddress, QueryMalformed, TooMany, MethodNotAllowed, MediaTypeNotSupported, BodyTooLarge, Unreadable, NotABundle,
        BundleNotSupported, ContentCodingNotSupported, NotHttp, HeadersTooLarge, AddressTooLong, VersionNotSupported, TooSlow, NotAsPage, HostNotAllowed,
    ];
}
