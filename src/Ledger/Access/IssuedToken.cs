namespace Ledger.Access;

/// <summary>A new token, and the token itself, which cannot be shown again.</summary>
public sealed record IssuedToken(TokenEntry Entry, string Token)
{
    /// <summary>Without the token, which belongs in no log.</summary>
    public override string ToString() => Entry.Id;
}
