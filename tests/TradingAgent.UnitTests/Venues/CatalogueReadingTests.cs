using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Setup;
using Xunit;

namespace TradingAgent.UnitTests.Venues;

public sealed class CatalogueReadingTests
{
    [Theory]
    [InlineData(typeof(KeyNotFoundException))]
    [InlineData(typeof(FormatException))]
    public async Task A_list_that_is_not_the_venues_is_no_list_and_a_fault_of_ours_stays_one(Type fault)
    {
        var error = (Exception)Activator.CreateInstance(fault, "no «symbols»")!;
        VenueUnreachableException said = await Assert.ThrowsAsync<VenueUnreachableException>(
            () => CatalogueReading.OfAsync(VenueId.BinanceFutures, Task.FromException<VenueCatalog>(error)));
        Assert.Equal("binance-futures: its list of contracts could not be read: no «symbols»", said.Message);
        Assert.Same(error, said.InnerException);
        await Assert.ThrowsAsync<NullReferenceException>(() => CatalogueReading.OfAsync(
            VenueId.Bybit, Task.FromException<VenueCatalog>(new NullReferenceException())));
    }
}
