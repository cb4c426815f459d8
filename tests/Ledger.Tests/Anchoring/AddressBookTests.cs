using Ledger.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Anchoring;

public sealed class AddressBookTests : IDisposable
{
    private const string A = "0x00000000000000000000000000000000000000aa";
    private const string G = "0x1111111111111111111111111111111111111111111111111111111111111111";
    private const string Whole =
        $$"""{"v":2,"chainId":1,"genesis":"{{G}}","registry":"{{A}}","anchor":"{{A}}","status":"{{A}}","block":7,"rpc":"http://127.0.0.1:1"}""";

    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-book-").FullName;

    public static TheoryData<string> NotABook =>
    [
        "", "null", "[]", "{}",
        Whole.Replace("\"v\":2", "\"v\":3", StringComparison.Ordinal),
        Whole.Replace("\"v\":2", "\"v\":\"2\"", StringComparison.Ordinal),
        Whole.Replace("\"v\":2,", "", StringComparison.Ordinal),
        Whole.Replace("\"block\":7,", "", StringComparison.Ordinal),
        Whole.Replace("\"block\":7", "\"block\":-1", StringComparison.Ordinal),
        Whole.Replace("\"block\":7", "\"block\":7,\"more\":1", StringComparison.Ordinal),
        Whole.Replace("\"block\":7", "\"block\":7,\"block\":7", StringComparison.Ordinal),
        Whole.Replace("\"chainId\":1", "\"chainId\":\"1\"", StringComparison.Ordinal),
        Whole.Replace("\"chainId\":1", "\"chainId\":0", StringComparison.Ordinal),
        Whole.Replace("http://", "ws://", StringComparison.Ordinal),
        Whole.Replace("http://", "", StringComparison.Ordinal),
        Whole.Replace("\"http://127.0.0.1:1\"", "null", StringComparison.Ordinal),
        Whole.Replace("\"registry\":\"0x", "\"registry\":\"0xA", StringComparison.Ordinal),
        Whole.Replace("\"genesis\":\"0x11", "\"genesis\":\"0x1", StringComparison.Ordinal),
    ];

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Find_FileWithAByteOrderMark_ReturnsTheBook(string encoding)
    {
        var path = Path.Combine(_directory, encoding + ".json");
        var marked = System.Text.Encoding.GetEncoding(encoding);
        File.WriteAllBytes(path, [.. marked.GetPreamble(), .. marked.GetBytes(Whole)]);

        Assert.Equal(Address, AddressBook.Find(path)?.Registry);
    }

    private static ChainAddress Address => ChainAddress.TryParse(A, out var address) ? address : throw new InvalidOperationException(A);

    private static AddressBook Book => new()
    {
        ChainId = 1,
        Genesis = Digest.TryParseHex(G, out var genesis) ? genesis : throw new InvalidOperationException(G),
        Registry = Address,
        Anchor = Address,
        Status = Address,
        Block = 7,
        Rpc = new Uri("http://127.0.0.1:1"),
    };

    private string BookPath => Path.Combine(_directory, "chain", "addresses.json");

    [Fact]
    public void Write_Book_IsFound()
    {
        Book.Write(BookPath);

        Assert.Equal(Book, AddressBook.Find(BookPath));
        Assert.Equal(Whole, string.Concat(File.ReadAllText(BookPath).Where(letter => !char.IsWhiteSpace(letter))));
    }

    [Fact]
    public void Write_SharedBook_NamesNoEndpoint()
    {
        var shared = Book with { Rpc = null };

        shared.Write(BookPath);

        Assert.Equal(shared, AddressBook.Find(BookPath));
        Assert.DoesNotContain("rpc", File.ReadAllText(BookPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NoFile_IsNull() => Assert.Null(AddressBook.Find(BookPath));

    [Theory, MemberData(nameof(NotABook))]
    public void Find_NotABook_IsRefused(string content)
    {
        Put(content);

        Assert.Throws<InvalidDataException>(() => AddressBook.Find(BookPath));
    }

    [Fact]
    public void Find_BookOfAnEarlierVersion_SaysWhatToDo()
    {
        Put($$"""{"rpc":"http://127.0.0.1:1","chainId":1,"registry":"{{A}}","anchor":"{{A}}","status":"{{A}}"}""");

        var refused = Assert.Throws<InvalidDataException>(() => AddressBook.Find(BookPath));

        Assert.Contains("earlier version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_HugeFile_IsRefusedWithoutReadingIt()
    {
        Put(new string(' ', 100_000));

        Assert.Throws<InvalidDataException>(() => AddressBook.Find(BookPath));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private void Put(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(BookPath)!); // The file has a folder.
        File.WriteAllText(BookPath, content);
    }
}
