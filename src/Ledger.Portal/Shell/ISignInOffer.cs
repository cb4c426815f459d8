namespace Ledger.Portal.Shell;

/// <summary>Whether people can sign in at this node. The host implements it.</summary>
public interface ISignInOffer
{
    /// <summary>False where no identity service is set up. Then pages show no link to sign in.</summary>
    bool IsOpen { get; }
}
