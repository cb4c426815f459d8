using Ledger.Anchoring;
using Ledger.Ethereum.Registry;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;

namespace Ledger.Web.Startup;

/// <summary>The registry that a node trusts: from its settings, or from an address book, which also names the chain.</summary>
internal sealed record TrustedRegistry(ChainAddress Registry, AddressBook? Book)
{
    /// <summary>Reads the registry from the settings, or from the address book that they name.</summary>
    /// <exception cref="FaultException">The settings name no registry, or the address book cannot be read.</exception>
    public static TrustedRegistry FromSettings(ChainOptions settings)
    {
        if (settings.Addresses is not { Length: > 0 } path)
        {
            return ChainAddress.TryParse(settings.Registry?.ToLowerInvariant(), out var registry)
                ? new TrustedRegistry(registry, null)
                : throw new FaultException(StartUpFaults.SettingsWrong, "Ledger:Chain:Registry is not an address.");
        }

        try
        {
            return AddressBook.Find(path) is { } book
                ? new TrustedRegistry(book.Registry, book)
                : throw new FaultException(StartUpFaults.AddressBookWrong, $"{path} is not there.");
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new FaultException(StartUpFaults.AddressBookWrong, problem.Message, problem);
        }
    }

    /// <summary>
    /// Refuses a chain other than that of the address book. One matching endpoint is enough, because the chain adapter later avoids the others.
    /// The node also starts when no endpoint answers.
    /// </summary>
    /// <exception cref="FaultException">Endpoints answer, but none of them is on the chain with the contracts of the address book.</exception>
    public async Task EnsureAsync(IEnumerable<Uri> endpoints, CancellationToken cancellationToken)
    {
        FaultException? mismatch = null;
        foreach (var endpoint in Book is null ? [] : endpoints)
        {
            using var deployer = new ContractDeployer(endpoint, zeroFees: false);
            try
            {
                await deployer.CheckAsync(Book!, cancellationToken); // The loop runs only when there is a book.
                return;
            }
            catch (FaultException outage) when (ChainOutages.Includes(outage))
            {
                // Another endpoint may answer. If none does, it is an outage.
            }
            catch (FaultException problem)
            {
                mismatch ??= new FaultException(StartUpFaults.ChainDoesNotMatch, problem.Detail, problem);
            }
        }

        if (mismatch is not null)
        {
            throw mismatch;
        }
    }
}
