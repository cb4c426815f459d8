using System.Text;
using Ledger.Verify.Notes;

namespace Ledger.Verify.Tests.Notes;

/// <summary>Published keys and notes, and our own keys made from fixed bytes.</summary>
internal static class TestKeys
{
    /// <summary>The key pair, the text and the signatures of the tests of Go's note package (golang.org/x/mod/sumdb/note).</summary>
    public const string PeterKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    public const string EnochKey = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
    public const string PeterPrivate = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    public const string PeterText = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    public const string PeterLine =
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    public const string EnochLine =
        "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
    public const string PeterNote = PeterText + "\n" + PeterLine;

    /// <summary>The test log of transparency-dev/tessera: its key, and its checkpoint of 15 entries.</summary>
    public const string TesseraKey = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
    public const string TesseraCheckpoint =
        "example.com/log/testdata\n15\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n\n"
        + "\u2014 example.com/log/testdata M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=\n";

    public const string Origin = "ledger.localhost/education/log";

    public static Ed25519NoteSigner Log { get; } = Signer(Origin, 1);

    public static Ed25519NoteSigner Signer(string name, byte seed) => new(name, [.. Enumerable.Repeat(seed, 32)]);

    public static VerifierKey Key(string vkey)
    {
        Assert.True(VerifierKey.TryParse(vkey, out var key));
        return key;
    }

    public static SignedNote Note(string text)
    {
        Assert.True(SignedNote.TryParse(text, out var note), text);
        return note;
    }

    /// <summary>A signature line with the given bytes.</summary>
    public static string Line(string name, ReadOnlySpan<byte> bytes) => $"\u2014 {name} {Convert.ToBase64String(bytes)}\n";

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
