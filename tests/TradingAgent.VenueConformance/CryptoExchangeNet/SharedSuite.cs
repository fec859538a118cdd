using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.VenueConformance.Bybit;
using TradingAgent.Venues.CryptoExchangeNet;
using TradingAgent.Venues.CryptoExchangeNet.Family;
using TradingAgent.Venues.Wire;
using Xunit;

namespace TradingAgent.VenueConformance.CryptoExchangeNet;

/// <summary>The suite over the family's shared interfaces: Bybit by registration alone.</summary>
public sealed class SharedSuite : VenueSuite
{
    protected override async Task<VenueWorld> OpenAsync() => new SharedWorld(await BybitWorld.OpenAsync(
        "Bybit", leaps: false, (hosts, clock) =>
        {
            LibraryOptions options = BybitLibrarySuite.OptionsFor(hosts);
            return LibraryVenue.OfShared(
                BybitFamily.Of(options, NullLoggerFactory.Instance), options, clock, NullLoggerFactory.Instance);
        }));

    [Fact]
    public async Task What_must_not_take_is_refused_and_never_sent_as_something_else()
    {
        await using VenueRun run = await VenueRun.StartAsync(await OpenAsync());
        EngineCommand order = run.Order(Side.Buy, run.Quote.Bid, 0.01m, TimeInForce.PostOnly);
        run.Send(order);
        EngineEvent refused = await run.Events.FirstAsync(EventKind.OrderRejected);
        Assert.Equal((order.Order, RejectReason.Other), (refused.Rejected.Order, refused.Rejected.Reason));
        await run.World.Venue.ReportStateAsync(2, run.Events, CancellationToken.None);
        Assert.Empty(run.Events.All(EventKind.OrderReported));
    }
}
