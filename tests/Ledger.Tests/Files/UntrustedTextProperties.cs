using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Files;
using Ledger.Verify.Tests;

namespace Ledger.Tests.Files;

/// <summary>Files from people: text in any marked encoding is the same text, and any bytes get an answer.</summary>
public sealed class UntrustedTextProperties
{
    private static readonly Encoding[] Encodings = [new UTF8Encoding(true), new UTF8Encoding(false), Encoding.Unicode, Encoding.BigEndianUnicode];

    [Property(MaxTest = 200)]
    public Property TryReadUtf8_AnyEncoding_IsTheSameText() => Prop.ForAll(
        (from text in Generators.Texts.Where(text => !text.Contains('\0') && !text.Contains('\ufeff'))
         from encoding in Gen.Elements(Encodings)
         select (Text: $"text: {text}", Encoding: encoding)).ToArbitrary(), given =>
         {
             byte[] file = [.. given.Encoding.GetPreamble(), .. given.Encoding.GetBytes(given.Text)];

             return UntrustedText.TryReadUtf8(file, out var utf8, out _) && Encoding.UTF8.GetString(utf8.Span) == given.Text;
         });

    [Property(MaxTest = 500)]
    public Property TryReadUtf8_AnyBytes_IsTextOrSaysWhyNot() => Prop.ForAll(
        Gen.OneOf(Generators.BytesUpTo(40), Generators.Texts.SelectMany(text => Generators.Damaged(Encoding.UTF8.GetBytes($"[{text}]")))).ToArbitrary(), bytes =>
        {
            var isText = UntrustedText.TryReadUtf8(bytes, out var utf8, out var reason);

            Assert.Equal(isText, reason is null);
            Assert.True(!isText || System.Text.Unicode.Utf8.IsValid(utf8.Span));
            UntrustedText.Describe(utf8);
        });
}
