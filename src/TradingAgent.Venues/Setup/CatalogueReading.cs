using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Setup;

/// <summary>A catalogue that is not the venue's, a proxy's page perhaps, is no catalogue: ask again later.</summary>
internal static class CatalogueReading
{
    /// <exception cref="VenueUnreachableException">None came, or what came could not be read.</exception>
    public static async Task<VenueCatalog> OfAsync(VenueId venue, Task<VenueCatalog> load)
    {
        try
        {
            return await load.ConfigureAwait(false);
        }
        catch (Exception e) when (VenueFrames.IsBadFrame(e))
        {
            throw new VenueUnreachableException($"{venue}: its list of contracts could not be read: {e.Message}", e);
        }
    }
}
