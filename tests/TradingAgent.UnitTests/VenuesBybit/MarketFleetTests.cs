using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Market;
using TradingAgent.Venues.Market;
using TradingAgent.Venues.Wire;
using Xunit;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>A connection is opened for what the others have no room for, and ends with it.</summary>
public sealed class MarketFleetTests
{
    private readonly RecordingSink _sink = new();
    private readonly InstrumentTable _table = new();
    private readonly SteadyClock _steady = new(TimeProvider.System);

    [Fact]
    public async Task A_connection_whose_last_topic_left_ends_and_the_last_of_its_road_stays()
    {
        await using LoopbackSocketServer server = await LoopbackSocketServer.StartAsync();
        using var stop = new CancellationTokenSource();
        var status = new StreamStatus(VenueId.Bybit, VenueStream.OptionMarket, _sink, _steady);
        List<VenueConnection> opened = [];
        var fleet = new MarketFleet<BybitCategory>(
            (plan, number) =>
            {
                var protocol = new BybitMarketProtocol(
                    VenueId.Bybit, plan, _table, _sink, new CurrencyRates(VenueId.Bybit, _sink),
                    new FrameQuarantine(null), NullLogger.Instance);
                opened.Add(new VenueConnection(
                    new VenueConnectionOptions { Name = $"m{number}", Address = server.Address }, protocol, status,
                    _steady, NullLogger.Instance));
                return (protocol, opened[^1]);
            },
            new PlanLimits(Topics: 1, Characters: 1_000), MarketPlan.IsAbout);
        Task running = fleet.RunAsync([Plan("BTC-25JUN27")], stop.Token);
        fleet.Add([Plan("BTC-24SEP27")]);
        Assert.Equal(2, fleet.Count);
        fleet.Remove(Option(2, "BTC-24SEP27"));
        Assert.Equal(1, fleet.Count);
        fleet.Remove(Option(1, "BTC-25JUN27"));
        Assert.Equal(1, fleet.Count);
        fleet.Add([Plan("BTC-31DEC27")]);
        Assert.Equal((1, 2), (fleet.Count, opened.Count));
        await stop.CancelAsync();
        await running;
    }

    private static StreamPlan<BybitCategory> Plan(string symbol) => new(BybitCategory.Option, [$"tickers.{symbol}"]);

    private static Instrument Option(int id, string symbol) =>
        new(new InstrumentId(id), symbol, new InstrumentTerms { Kind = ContractKind.LinearOption });
}
