using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Log;
using Ledger.Verify.Tests;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Log;

/// <summary>However the same bytes arrive, in pieces or batches, the lines and the tree are the same.</summary>
public sealed class LogProperties
{
    [Property(MaxTest = 100)]
    public Property ReadLines_InAnyPieces_AreTheLinesOfTheText() => Prop.ForAll(
        (from lines in Generators.Texts.Select(text => text.Replace("\ufeff", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal)).ArrayOf(6)
         let bytes = Encoding.UTF8.GetBytes($"start\n{string.Join('\n', lines)}")
         from cuts in Gen.Choose(0, bytes.Length).ArrayOf(4)
         select (bytes, cuts: cuts.Order().ToArray())).ToArbitrary(), given =>
         {
             var expected = Encoding.UTF8.GetString(given.bytes).Split('\n').Select((line, i) => (Number: i + 1L, Text: line)).Where(line => line.Text.Length > 0);

             var lines = LineReader.ReadAsync(PipeReader.Create(Pieces(given.bytes, given.cuts)), CancellationToken.None).ToBlockingEnumerable(CancellationToken.None);

             Assert.Equal(expected, lines.Select(line => (line.Number, Encoding.UTF8.GetString(line.Utf8.Span))));
         });

    [Property(MaxTest = 60)]
    public Property AppendToAnEdge_InAnyBatches_GivesTheSameTree() => Prop.ForAll(
        (from texts in Gen.Choose(1, 600).SelectMany(count => Generators.BytesUpTo(3).ArrayOf(count))
         from cuts in Gen.Choose(0, texts.Length).ArrayOf(3)
         select (texts, cuts: cuts.Order().ToArray())).ToArbitrary(), given =>
         {
             var (whole, edge, range) = (new TreeEdge(), new TreeEdge(), new CompactRange());
             var files = new Dictionary<string, byte[]>();
             foreach (var (from, to) in Batches(given.cuts, given.texts.Length))
             {
                 foreach (var file in edge.Append([.. given.texts[from..to].Select(text => (ReadOnlyMemory<byte>)text)]).Files)
                 {
                     files[file.Path] = file.Bytes.ToArray();
                 }
             }

             var atOnce = whole.Append([.. given.texts.Select(text => (ReadOnlyMemory<byte>)text)]);
             foreach (var text in given.texts)
             {
                 range.Append(TreeHash.Leaf(text));
             }

             Assert.Equal(range.Root(), edge.Root());
             Assert.Equal(range.Root(), whole.Root());
             Assert.All(atOnce.Files, file => Assert.Equal(file.Bytes.ToArray(), files[file.Path]));
         });

    private static IEnumerable<(int From, int To)> Batches(int[] cuts, int length) => cuts.Prepend(0).Zip(cuts.Append(length));

    private static ReadOnlySequence<byte> Pieces(byte[] bytes, int[] cuts)
    {
        Piece? first = null;
        Piece? last = null;
        foreach (var (from, to) in Batches(cuts, bytes.Length))
        {
            last = new Piece(bytes.AsMemory(from..to), last);
            first ??= last;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length); // There is one piece at least.
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            RunningIndex = before is null ? 0 : before.RunningIndex + before.Memory.Length;
            before?.Next = this;
        }
    }
}
