using System.Text;
using Ledger.Erasing;
using Ledger.UseCases;
using Ledger.Verify.Text;

namespace Ledger.Web.Endpoints;

/// <summary>Converts requests for erasure, holds and certificates to answer bodies.</summary>
internal static class ErasureAnswers
{
    public static AskedErasureRow ToBody(AskedErasure asked) => new(asked.Id.ToString(), ErasureBases.Format(asked.Basis), asked.Law, asked.By, asked.At);

    public static HoldRow ToBody(LegalHold hold) => new(hold.Id.ToString(), hold.Law, hold.Until, hold.By, hold.At, hold.ReleasedBy, hold.ReleasedAt);

    public static ErasureRow ToBody(ProvenErasure proven)
    {
        var (entry, certificate) = (proven.Erasure.Entry, proven.Erasure.Certificate);
        return new ErasureRow(
            entry.Id.ToString(), entry.Index, entry.Time, certificate is null ? null : ErasureBases.Format(certificate.Basis), certificate?.Law, certificate?.AskedBy,
            certificate?.ApprovedBy, certificate?.Commitments, certificate?.OutOfService, certificate?.BackupsGoneBy, proven.Level.ToString(),
            Encoding.UTF8.GetString(entry.Text.Span), proven.Erasure.Text, proven.Erasure.Salt is { } salt ? Base64Url.Encode(salt) : null,
            proven.Proof.Proof.ToString(), AnswerFields.ToAnchor(proven.Proof.Anchor));
    }

    public static ErasurePageBody ToBody(ErasurePage page) => new(
        [.. page.Book.Asked.Select(ToBody)], [.. page.Book.Holds.Select(ToBody)], [.. page.Erasures.Select(ToBody)],
        page.Next is { } next ? QueryReader.FormatCursor(next) : null);
}
