using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Store.Contract;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Access;

public sealed class TokenFileTests : IDisposable
{
    private static readonly TokenHolder Desk = new("desk-3", TestDepartments.Id("education"), Role.Issuer);
    private readonly TempFolder _folder = new();

    public static TheoryData<Role> Roles => [.. Enum.GetValues<Role>()];

    private string FilePath => _folder["tokens.json"];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Roles))]
    public void Find_CreatedToken_ReturnsItsHolderBeforeAndAfterReopening(Role role)
    {
        var tokens = AccessTokens.Open(FilePath);

        var token = tokens.Create(Desk with { Role = role })!;

        Assert.Equal(Desk with { Role = role }, tokens.Find(token));
        Assert.Equal(Desk with { Role = role }, AccessTokens.Open(FilePath).Find(token));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Open_FileWithAByteOrderMark_ReadsItsTokens(string encoding)
    {
        var token = AccessTokens.Open(FilePath).Create(Desk)!; // The name is free.
        var marked = Encoding.GetEncoding(encoding);
        File.WriteAllBytes(FilePath, [.. marked.GetPreamble(), .. marked.GetBytes(File.ReadAllText(FilePath))]);

        Assert.Equal(Desk, AccessTokens.Open(FilePath).Find(token));
    }

    [Fact]
    public void Find_SimilarToken_ReturnsNull()
    {
        var tokens = AccessTokens.Open(FilePath);
        var token = tokens.Create(Desk)!;

        string[] others =
        [
            "", "ldg_", token[..^1], token + "=", token + " ", token.ToUpperInvariant(), token[4..], HashOf(token), .. OneCharacterChanged(token),
        ];

        Assert.All(others, other => Assert.Null(tokens.Find(other)));
    }

    [Fact]
    public void Create_Token_Has256BitsAndIsNotInTheFile()
    {
        var token = AccessTokens.Open(FilePath).Create(Desk)!;

        Assert.Matches("^ldg_[A-Za-z0-9_-]{43}$", token);
        var text = File.ReadAllText(FilePath);
        Assert.DoesNotContain(token[4..], text, StringComparison.Ordinal);
        Assert.Contains(HashOf(token), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ManyTokens_AreAllDifferent()
    {
        var tokens = AccessTokens.Open(FilePath);

        var made = Enumerable.Range(0, 50).Select(i => tokens.Create(Desk with { Name = $"desk-{i}" })).ToHashSet();

        Assert.Equal(50, made.Count);
    }

    [Fact]
    public void Create_NameInUse_ReturnsNullInTheSameDepartmentOnly()
    {
        var tokens = AccessTokens.Open(FilePath);
        var first = tokens.Create(Desk)!;

        Assert.Null(tokens.Create(Desk with { Role = Role.Auditor }));
        var other = tokens.Create(Desk with { Department = TestDepartments.Id("health") })!;

        Assert.Equal(Desk, tokens.Find(first));
        Assert.Equal(TestDepartments.Id("health"), tokens.Find(other)!.Department);
    }

    [Fact]
    public void Replace_NameInUse_WithdrawsTheOldToken()
    {
        var tokens = AccessTokens.Open(FilePath);
        var old = tokens.Create(Desk)!;
        var elsewhere = tokens.Create(Desk with { Department = TestDepartments.Id("health") })!;

        var current = tokens.Replace(Desk with { Role = Role.Verifier });

        Assert.All([tokens, AccessTokens.Open(FilePath)], file =>
        {
            Assert.Null(file.Find(old));
            Assert.Equal(Role.Verifier, file.Find(current)!.Role);
            Assert.NotNull(file.Find(elsewhere));
        });
    }

    [Fact]
    public void Replace_ManyThreadsAtOnce_LeavesEachNameOneToken()
    {
        var tokens = AccessTokens.Open(FilePath);
        var made = new string[40];

        Parallel.For(0, made.Length, i => made[i] = tokens.Replace(Desk with { Name = $"desk-{i % 4}" }));

        var good = made.Where(token => tokens.Find(token) is not null).ToArray();
        Assert.Equal(["desk-0", "desk-1", "desk-2", "desk-3"], good.Select(token => tokens.Find(token)!.Name).Order(StringComparer.Ordinal));
        Assert.All(good, token => Assert.NotNull(AccessTokens.Open(FilePath).Find(token)));
    }

    [Fact]
    public void Find_WhileTokensAreReplaced_FindsTheUnchangedToken()
    {
        var tokens = AccessTokens.Open(FilePath);
        var stays = tokens.Create(Desk)!;

        Parallel.Invoke(
            () => Parallel.For(0, 20, i => tokens.Replace(Desk with { Name = $"desk-{i % 2}-other" })),
            () => Parallel.For(0, 2000, _ => Assert.NotNull(tokens.Find(stays))));
    }

    [Fact]
    public void Create_WriteFails_CreatesNoToken()
    {
        var tokens = AccessTokens.Open(_folder["missing/tokens.json"]);

        Assert.ThrowsAny<IOException>(() => tokens.Create(Desk));

        Directory.CreateDirectory(_folder["missing"]);
        Assert.NotNull(tokens.Create(Desk)); // The name is still free.
    }

    [Fact]
    public void Open_NoFile_HasNoTokens()
    {
        Assert.Null(AccessTokens.Open(FilePath).Find("ldg_x"));
        Assert.False(File.Exists(FilePath));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("[{\"name\":\"a\"")]
    public void Open_NotAListOfTokens_IsRefused(string text)
    {
        File.WriteAllText(FilePath, text);

        FaultAssert.Throws(StoreFaults.Damaged, () => AccessTokens.Open(FilePath));
    }

    [Theory]
    [InlineData("name", null)]
    [InlineData("name", "null")]
    [InlineData("department", null)]
    [InlineData("department", "\"No Department\"")]
    [InlineData("role", null)]
    [InlineData("role", "\"owner\"")]
    [InlineData("role", "0")]
    [InlineData("sha256", null)]
    [InlineData("sha256", "\"\"")]
    [InlineData("sha256", "\"ABCDEF0000000000000000000000000000000000000000000000000000000000\"")]
    [InlineData("sha256", "\"abc\"")]
    [InlineData("scope", "1")]
    public void Open_TokenWithAWrongMember_IsRefused(string member, string? json)
    {
        AccessTokens.Open(FilePath).Create(Desk);
        Change(rows =>
        {
            rows[0]!.AsObject().Remove(member);
            if (json is not null)
            {
                rows[0]![member] = JsonNode.Parse(json);
            }
        });

        FaultAssert.Throws(StoreFaults.Damaged, () => AccessTokens.Open(FilePath));
    }

    [Theory]
    [InlineData("name")] // Equal hashes, different names.
    [InlineData("sha256")] // Equal names, different hashes.
    public void Open_TokenTwice_IsRefused(string differs)
    {
        AccessTokens.Open(FilePath).Create(Desk);
        Change(rows =>
        {
            var second = rows[0]!.DeepClone();
            second[differs] = differs == "name" ? "other" : new string('0', 64);
            rows.Add(second);
        });

        FaultAssert.Throws(StoreFaults.Damaged, () => AccessTokens.Open(FilePath));
    }

    [UnsupportedOSPlatform("windows")]
    [Fact(Skip = "Windows has no such modes.", SkipUnless = nameof(DurableFilesTests.HasModes), SkipType = typeof(DurableFilesTests))]
    public void Create_File_IsForItsOwnerOnly()
    {
        AccessTokens.Open(FilePath).Create(Desk);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static IEnumerable<string> OneCharacterChanged(string token) =>
        Enumerable.Range(0, token.Length).Select(i => token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..]);

    private void Change(Action<JsonArray> change)
    {
        var rows = JsonNode.Parse(File.ReadAllText(FilePath))!.AsArray();
        change(rows);
        File.WriteAllText(FilePath, rows.ToJsonString());
    }
}
