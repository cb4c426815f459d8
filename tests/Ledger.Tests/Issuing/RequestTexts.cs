using System.Text;
using System.Text.Json.Nodes;

namespace Ledger.Tests.Issuing;

/// <summary>Requests to issue a record, valid and changed.</summary>
internal static class RequestTexts
{
    public const string Valid = """{"key":"k","type":"t","subject":{"idType":"a","idNumber":"1"},"claims":{}}""";

    public static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    public static byte[] Changed(Action<JsonObject> change)
    {
        var request = JsonNode.Parse(Valid)!.AsObject();
        change(request);
        return Encoding.UTF8.GetBytes(request.ToJsonString());
    }

    public static void SetOrRemove(JsonObject json, string name, string? value)
    {
        json.Remove(name);
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
