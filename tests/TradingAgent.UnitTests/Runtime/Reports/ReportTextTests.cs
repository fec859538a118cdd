using Microsoft.Extensions.Logging;
using TradingAgent.Domain.Instruments;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Reports;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Reports;

public sealed class ReportTextTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public void Every_kind_has_its_own_id_and_a_sentence_whose_places_are_all_filled()
    {
        HashSet<int> ids = [];
        foreach (ReportKind kind in Enum.GetValues<ReportKind>())
        {
            ReportLine line = ReportText.Describe(new EngineReport { Kind = kind }, new InstrumentTable());
            Assert.True(ids.Add(line.Id.Id));
            Assert.Equal(line.Template.Count(c => c == '{'), line.Values.Length);
            Assert.DoesNotContain("{", line.ToString());
        }
    }

    [Fact]
    public void A_fill_is_told_with_its_symbol_and_numbers()
    {
        InstrumentTable table = new();
        InstrumentTerms terms = new() { Venue = VenueId.Bybit, Kind = ContractKind.LinearPerpetual };
        table.Add(new Instrument(new InstrumentId(3), "BTCUSDT", terms));
        EngineReport report = new()
        {
            Kind = ReportKind.Fill,
            Instrument = new InstrumentId(3),
            Fill = new FillReport(
                new ClientOrderId(5, 8), new Price(9_000_050_000_000), new Quantity(10_000_000), 1.25, -3.5,
                new NetQuantity(-20_000_000), Side.Sell, true),
        };
        ReportLine line = ReportText.Describe(in report, table);
        Assert.Equal(
            "Filled Sell 0.1 bybit:BTCUSDT at 90000.5 as maker: position -0.2, realised -3.5 USD, fee 1.25 USD " +
            "(order 5-8)",
            line.ToString());
        Assert.Equal(3005, line.Id.Id);
        Assert.Equal(LogLevel.Information, line.Level);
    }

    [Fact]
    public void An_instrument_nobody_knows_is_told_by_its_number()
    {
        EngineReport report = new() { Kind = ReportKind.LegQuality, Instrument = new InstrumentId(12) };
        Assert.Contains("#12", ReportText.Describe(in report, new InstrumentTable()).ToString());
    }

    [Fact]
    public async Task Reports_reach_every_listener_in_order_though_one_of_them_throws()
    {
        Ring<EngineReport> ring = new(64, [null]);
        List<long> seen = [];
        ReportPublisher publisher = new(
            ring.Consumer(0),
            [_ => throw new InvalidOperationException(), report => { lock (seen) seen.Add(report.Cause); }]);
        publisher.Start();
        for (int i = 1; i <= 50; i++) ring.TryPublish(new EngineReport { Cause = i });
        Assert.True(SpinWait.SpinUntil(() => { lock (seen) return seen.Count == 50; }, Deadline));
        ring.TryPublish(new EngineReport { Cause = 51 });
        await publisher.DisposeAsync();
        Assert.Equal(Enumerable.Range(1, 51).Select(i => (long)i), seen);
        Assert.Equal(51, publisher.Failed);
        Assert.Equal(0, publisher.Dropped);
    }
}
