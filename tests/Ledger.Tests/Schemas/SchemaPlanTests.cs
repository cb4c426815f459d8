using System.Text.Json;
using Ledger.Schemas;

namespace Ledger.Tests.Schemas;

public sealed class SchemaPlanTests
{
    [Theory]
    [InlineData("""true""")]
    [InlineData("""{}""")]
    [InlineData("""{"type":["string","null"]}""")]
    [InlineData("""{"type":"number"}""")]
    [InlineData("""{"type":"string","const":"a"}""")]
    [InlineData("""{"type":"string","format":"email"}""")]
    [InlineData("""{"type":"string","format":1}""")]
    [InlineData("""{"type":"string","pattern":1}""")]
    [InlineData("""{"type":"string","minLength":"1"}""")]
    [InlineData("""{"type":"string","enum":["a",1]}""")]
    [InlineData("""{"type":"string","enum":"a"}""")]
    [InlineData("""{"type":"integer","enum":["a"]}""")]
    [InlineData("""{"type":"integer","multipleOf":2}""")]
    [InlineData("""{"type":"integer","minimum":0.5}""")]
    [InlineData("""{"type":"array","items":[{"type":"string"}]}""")]
    [InlineData("""{"type":"array","minItems":1}""")]
    [InlineData("""{"type":"array","items":{"type":"string"},"uniqueItems":1}""")]
    [InlineData("""{"type":"object","properties":{}}""")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":true}""")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":{"type":"string"}}""")]
    [InlineData("""{"type":"object","additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"null"}},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{},"required":["a"],"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{},"required":"a","additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{},"anyOf":[],"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{},"anyOf":[{"type":"object"}],"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{},"anyOf":{"required":[]},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/definitions/a"}},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/properties/b"}},"additionalProperties":false,"definitions":{}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/definitions/a","maxLength":1}},"additionalProperties":false,"definitions":{"a":{"type":"string"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/definitions/a"}},"additionalProperties":false,"definitions":{"a":{"type":"array","items":{"$ref":"#/definitions/a"}}}}""")]
    public void TryCompile_UnknownForm_IsNull(string schema) => Assert.Null(SchemaCompiler.TryCompile(JsonElement.Parse(schema)));

    [Fact]
    public void TryCompile_MoreMembersThanASetHolds_IsNull()
    {
        Assert.NotNull(SchemaCompiler.TryCompile(Members(64)));
        Assert.Null(SchemaCompiler.TryCompile(Members(65)));

        static JsonElement Members(int count) => JsonElement.Parse(
            "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{"
            + string.Join(',', Enumerable.Range(0, count).Select(at => $"\"m{at}\":{{\"type\":\"boolean\"}}")) + "}}");
    }

    [Theory]
    [InlineData("""{"type":"boolean"}""", "true", "false")]
    [InlineData("""{"type":"integer"}""", "0", "-9223372036854775808")]
    [InlineData("""{"type":"integer","minimum":2,"maximum":4}""", "2", "4")]
    [InlineData("""{"type":"integer","enum":[1,3]}""", "1", "3")]
    [InlineData("""{"type":"string"}""", "\"\"", "\"\\u4e2d\\n\"")]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", "\"ab\"", "\"abc\"")]
    [InlineData("""{"type":"string","minLength":1,"maxLength":2}""", "\"中\"", "\"中文\"")]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"a\"", "\"\\u0062\"")]
    [InlineData("""{"type":"string","pattern":"^[0-9]{2}(?!\\n)$"}""", "\"12\"", "\"99\"")]
    [InlineData("""{"type":"string","format":"date"}""", "\"2024-02-29\"", "\"1850-01-01\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2026-01-31T23:59:59Z\"", "\"2026-01-31T00:00:00Z\"")]
    [InlineData("""{"type":"string","format":"uuid"}""", "\"0198c0de-0000-7000-8000-000000000001\"", "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"")]
    [InlineData("""{"type":"string","format":"uri"}""", "\"https://a.example/\"", "\"urn:x:y\"")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2}""", "[1]", "[1,1]")]
    [InlineData("""{"type":"array","items":{"type":"string"},"uniqueItems":true}""", "[]", "[\"a\",\"b\"]")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"boolean"},"b":{"type":"boolean"}},"required":["b"],"additionalProperties":false}""", """{"b":true}""", """{"b":true,"a":true}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"boolean"},"b":{"type":"boolean"}},"anyOf":[{"required":["a"]},{"required":["b"]}],"additionalProperties":false}""", """{"a":true}""", """{"b":true}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/definitions/a"},"b":{"$ref":"#/definitions/a"}},"additionalProperties":false,"definitions":{"a":{"type":"boolean"}}}""", "{}", """{"a":true,"b":false}""")]
    public void Allows_ValidValues_IsTrue(string schema, string one, string other)
    {
        var plan = SchemaCompiler.TryCompile(JsonElement.Parse(schema))!;

        Assert.True(plan.Allows(JsonElement.Parse(one)));
        Assert.True(plan.Allows(JsonElement.Parse(other)));
    }

    [Theory]
    [InlineData("""{"type":"boolean"}""", "null", "\"true\"")]
    [InlineData("""{"type":"integer"}""", "9223372036854775808", "1.5")]
    [InlineData("""{"type":"integer","minimum":2,"maximum":4}""", "1", "5")]
    [InlineData("""{"type":"integer","enum":[1,3]}""", "2", "\"1\"")]
    [InlineData("""{"type":"string"}""", "null", "1")]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", "\"a\"", "\"abcd\"")]
    [InlineData("""{"type":"string","minLength":2}""", "\"😀\"", "\"e\\u0301\"")]
    [InlineData("""{"type":"string","minLength":2}""", "\"\\r\\n\"", "\"\"")]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"A\"", "\"c\"")]
    [InlineData("""{"type":"string","pattern":"^[0-9]{2}(?!\\n)$"}""", "\"1\"", "\"12\\n\"")]
    [InlineData("""{"type":"string","format":"date"}""", "\"2026-02-29\"", "\"2026-1-1\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2026-01-31T25:00:00Z\"", "\"2026-01-31T00:00:00+00:00\"")]
    [InlineData("""{"type":"string","format":"uuid"}""", "\"{0198c0de-0000-7000-8000-000000000001}\"", "\"x\"")]
    [InlineData("""{"type":"string","format":"uri"}""", "\"a b\"", "\"host/path\"")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2}""", "[]", "[1,2,3]")]
    [InlineData("""{"type":"array","items":{"type":"integer"}}""", "[\"a\"]", "{}")]
    [InlineData("""{"type":"array","items":{"type":"string"},"uniqueItems":true}""", "[\"a\",\"\\u0061\"]", "[\"b\",\"a\",\"b\"]")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"boolean"},"b":{"type":"boolean"}},"required":["b"],"additionalProperties":false}""", """{"a":true}""", """{"b":true,"c":1}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"boolean"},"b":{"type":"boolean"}},"anyOf":[{"required":["a"]},{"required":["b"]}],"additionalProperties":false}""", "{}", "[]")]
    public void Allows_OtherValues_IsFalse(string schema, string one, string other)
    {
        var plan = SchemaCompiler.TryCompile(JsonElement.Parse(schema))!;

        Assert.False(plan.Allows(JsonElement.Parse(one)));
        Assert.False(plan.Allows(JsonElement.Parse(other)));
    }

    [Fact]
    public void Allows_LongUniqueArray_LeavesItToTheLibrary()
    {
        var plan = SchemaCompiler.TryCompile(JsonElement.Parse("""{"type":"array","items":{"type":"integer"},"uniqueItems":true}"""))!;

        Assert.True(plan.Allows(Numbers(32)));
        Assert.False(plan.Allows(Numbers(33)));

        static JsonElement Numbers(int count) => JsonElement.Parse($"[{string.Join(',', Enumerable.Range(0, count))}]");
    }

    [Fact]
    public async Task Check_SchemaWithAnUnknownWord_AsksTheLibrary()
    {
        var schema = await ClaimsSchema.ReadAsync("""{"type":"integer","multipleOf":2}""", TestContext.Current.CancellationToken);

        Assert.Null(schema.Plan);
        Assert.Empty(schema.Check(JsonElement.Parse("4"), "/claims"));
        Assert.Equal("/claims", Assert.Single(schema.Check(JsonElement.Parse("5"), "/claims")).Path);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"https://schemas.example/a"}}}""")]
    [InlineData("""{"type":""")]
    public async Task Read_SchemaThatCannotBeUsed_Throws(string json) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ClaimsSchema.ReadAsync(json, TestContext.Current.CancellationToken).AsTask());
}
