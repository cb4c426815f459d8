namespace Ledger.Access;

/// <summary>A new token. The token itself cannot be shown again.</summary>
public sealed record IssuedToken(TokenEntry Entry, string Token)
{
    /// <summary>Leaves out the token, so that no log line contains it.</summary>
    public override string ToString() => Entry.Id;
}
