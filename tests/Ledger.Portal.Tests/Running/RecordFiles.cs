using System.Text;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Portal.Tests.Running;

/// <summary>Record files of the running service in every state that a page shows. Each is made once, when a test first needs it.</summary>
internal sealed class RecordFiles
{
    private readonly RunningPortal _portal;
    private readonly Lazy<Task<byte[]>> _valid;
    private readonly Lazy<Task<byte[]>> _revoked;
    private readonly Lazy<Task<byte[]>> _forged;

    public RecordFiles(RunningPortal portal)
    {
        _portal = portal;
        _valid = new(() => IssueAsync(TestRecords.Completion()));
        _revoked = new(RevokeAsync);
        _forged = new(ForgeAsync);
    }

    /// <summary>A record that is genuine and in force.</summary>
    public Task<byte[]> Valid => _valid.Value;

    /// <summary>A record that was revoked after it was issued.</summary>
    public Task<byte[]> Revoked => _revoked.Value;

    /// <summary>A record in which one claim was changed.</summary>
    public Task<byte[]> Forged => _forged.Value;

    /// <summary>Issues a record and waits until its anchor is final.</summary>
    public async Task<byte[]> IssueAsync(JsonObject request)
    {
        var id = await AppendAsync(request);
        return await BundleAsync(id);
    }

    private async Task<byte[]> RevokeAsync()
    {
        var id = await AppendAsync(TestRecords.Completion());
        await _portal.CallAsync(HttpMethod.Post, $"{TestRecords.Root}/{id}/status", "issuer", new JsonObject { ["status"] = "revoked", ["reason"] = "测试 test" });
        var file = await BundleAsync(id);
        await Waiting.UntilAsync(async () => await JudgeAsync(file) == "not-in-force", "the chain has the revocation");
        return file;
    }

    // Another salt in the first disclosure: the seal has no such digest.
    private async Task<byte[]> ForgeAsync()
    {
        var bundle = JsonNode.Parse(await Valid)!;
        var parts = bundle["record"]!.GetValue<string>().Split('~');
        parts[1] = (parts[1][0] == 'W' ? "X" : "W") + parts[1][1..];
        bundle["record"] = string.Join('~', parts);
        return Encoding.UTF8.GetBytes(bundle.ToJsonString());
    }

    private async Task<string> AppendAsync(JsonObject request)
    {
        var answer = JsonNode.Parse(await _portal.CallAsync(HttpMethod.Post, TestRecords.Root, "issuer", request))!;
        var id = answer["id"]!.GetValue<string>();
        await UntilAsync(id, record => record["level"]?.GetValue<string>() == "L3");
        return id;
    }

    private async Task<byte[]> BundleAsync(string id) =>
        Encoding.UTF8.GetBytes(await _portal.CallAsync(HttpMethod.Get, $"{TestRecords.Root}/{id}/bundle?purpose=resident-request", "issuer"));

    private async Task<string> JudgeAsync(byte[] file)
    {
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new("application/json") } };
        using var response = await _portal.Http.PostAsync("/v1/verify", content);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["verdict"]!.GetValue<string>();
    }

    private Task UntilAsync(string id, Func<JsonNode, bool> isWanted) =>
        Waiting.UntilAsync(async () => isWanted(JsonNode.Parse(await _portal.CallAsync(HttpMethod.Get, $"{TestRecords.Root}/{id}", "issuer"))!), $"record {id} becomes what is wanted");
}
