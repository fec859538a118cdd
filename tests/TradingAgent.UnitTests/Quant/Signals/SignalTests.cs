using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Signals;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Signals;

public sealed class SignalTests
{
    [Fact]
    public void Order_flow_tables_agree()
    {
        ReferenceRows t = ReferenceRows.Read("ofi.csv");
        ReferenceRows levels = ReferenceRows.Read("mlofi.csv");
        OrderFlowImbalance flow = default;
        foreach (var row in t.Rows)
        {
            long Whole(string name) => (long)t.Of(row, name);
            Assert.Equal(
                Whole("e"),
                flow.Add(Whole("bid_ticks"), Whole("bid_lots"), Whole("ask_ticks"), Whole("ask_lots")));
            Assert.Equal(Whole("cum_ofi"), flow.Sum);
            double bid = Whole("bid_lots"), ask = Whole("ask_lots");
            ReferenceRows.Near(t.Of(row, "bid_share"), BookMid.BidShare(bid, ask), 1e-14);
            ReferenceRows.Near(
                t.Of(row, "weighted_mid_ticks"),
                BookMid.Weighted(Whole("bid_ticks"), bid, Whole("ask_ticks"), ask), 1e-14);
        }

        foreach (var level in (int[])[1, 2, 3])
        {
            OrderFlowImbalance one = default;
            foreach (var row in levels.Rows)
            {
                long Whole(string name) => (long)levels.Of(row, name);
                var e = one.Add(
                    Whole($"bid{level}_ticks"), Whole($"bid{level}_lots"), Whole($"ask{level}_ticks"),
                    Whole($"ask{level}_lots"));
                Assert.Equal(Whole($"e{level}"), e);
            }
        }
    }

    [Fact]
    public void Regression_of_the_mid_on_blocks_of_order_flow_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("ofi.csv");
        ReferenceRows expected = ReferenceRows.Read("ofi_regression.csv");
        double[] e = t.Column("e"), mid = t.Column("mid_ticks");
        foreach (var row in expected.Rows)
        {
            BlockRegression line = default;
            var events = expected.Whole(row, "events_per_block");
            for (var block = 0; block < expected.Whole(row, "blocks"); block++)
            {
                var first = expected.Whole(row, "first_row") + (block * events);
                line.Add(e[(first + 1)..(first + events + 1)].Sum(), mid[first + events] - mid[first]);
            }

            ReferenceRows.Near(expected.Of(row, "beta"), line.Slope, 1e-12);
            ReferenceRows.Near(expected.Of(row, "intercept"), line.Intercept, 1e-12);
            ReferenceRows.Near(expected.Of(row, "se_beta"), line.SlopeError, 1e-12);
            ReferenceRows.Near(expected.Of(row, "r2"), line.Explained, 1e-12);
        }
    }

    [Fact]
    public void Order_flow_by_hand_and_across_a_gap()
    {
        OrderFlowImbalance flow = default;
        Assert.Equal(0, flow.Add(100, 5, 101, 7));
        Assert.Equal(3, flow.Add(100, 8, 101, 7));
        Assert.Equal(4, flow.Add(101, 4, 102, 2) - 7);
        Assert.Equal(-4 - 9, flow.Add(100, 6, 101, 9));
        flow.BreakSequence();
        Assert.Equal(0, flow.Add(90, 1, 91, 1));
        Assert.Equal(1, flow.TakeSum());
        Assert.Equal(0, flow.Sum);
    }

    [Fact]
    public void A_line_is_found_again_with_its_errors()
    {
        BlockRegression line = default;
        Assert.Equal(FigureStatus.WarmingUp, line.Slope.Status);
        foreach (var (x, y) in ((double, double)[])[(1, 2), (2, 2), (3, 5), (4, 5)])
            line.Add(x, y);
        Assert.Equal(1.2, line.Slope.Value, 1e-14);
        Assert.Equal(0.5, line.Intercept.Value, 1e-14);
        Assert.Equal(0.8, line.Explained.Value, 1e-14);
        Assert.Equal(Math.Sqrt(1.8 / 2 / 5), line.SlopeError.Value, 1e-14);
        Assert.Equal(FigureStatus.NotFinite, line.Add(double.NaN, 1));
    }

    [Fact]
    public void Vpin_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("vpin.csv");
        var changes = t.Column("dp");
        var mean = changes.Average();
        var deviation = Math.Sqrt(changes.Sum(dp => (dp - mean) * (dp - mean)) / changes.Length);
        VolumeBuckets buckets = default;
        foreach (var row in t.Rows)
        {
            var share = VolumeBuckets.BuyShare(t.Of(row, "dp"), deviation);
            ReferenceRows.Near(t.Of(row, "buy_share"), share, 1e-12);
            buckets.Add(t.Of(row, "volume"), share.Value, 250);
            Assert.Equal(t.Of(row, "buckets_closed"), buckets.Closed);
            if (!t.IsBlank(row, "vpin_V250_n10"))
                ReferenceRows.Near(t.Of(row, "vpin_V250_n10"), buckets.Mean(10), 1e-11);
        }
    }

    [Fact]
    public void One_sided_volume_is_wholly_imbalanced_and_spills_over_buckets()
    {
        VolumeBuckets buckets = default;
        buckets.Add(25, 1, 10);
        Assert.Equal(2, buckets.Closed);
        Assert.Equal(1, buckets.Mean(2).Value);
        buckets.Add(5, 0, 10);
        Assert.Equal(0, buckets.Mean(1).Value);
        Assert.Equal(FigureStatus.WarmingUp, buckets.Mean(4).Status);
        Assert.Equal(FigureStatus.OutOfRange, buckets.Add(1, 1.5, 10));
    }

    [Fact]
    public void Funding_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("funding.csv");
        foreach (var row in t.Rows)
        {
            double Of(string name) => t.Of(row, name);
            var premium = FundingRate.Premium(Of("mark"), Of("index"));
            var rate = FundingRate.Damped(premium);
            ReferenceRows.Near(Of("premium_rate"), premium, 1e-12, 1e-18);
            ReferenceRows.Near(Of("damped_rate_8h_cap_0_5pct"), rate, 1e-11, 1e-18);
            ReferenceRows.Near(Of("clamped_rate_interest_0_01pct"), FundingRate.Clamped(premium), 1e-10, 1e-18);
            ReferenceRows.Near(
                Of("funding_received_coin"), FundingRate.ReceivedCoins(Of("usd_face"), Of("index"), rate, Of("ms")),
                1e-11, 1e-20);
        }
    }

    [Theory]
    [InlineData(0.0002, 0, 0.0001)]
    [InlineData(0.001, 0.00075, 0.0005)]
    [InlineData(-0.001, -0.00075, -0.0005)]
    [InlineData(0.1, 0.005, 0.0995)]
    public void Small_premiums_cost_nothing_and_large_ones_are_capped(double premium, double damped, double clamped)
    {
        Assert.Equal(damped, FundingRate.Damped(Figure.Of(premium)).Value, 1e-15);
        Assert.Equal(clamped, FundingRate.Clamped(Figure.Of(premium)).Value, 1e-15);
        Assert.Equal(FigureStatus.Missing, FundingRate.Damped(default).Status);
    }

    [Fact]
    public void Queue_table_agrees()
    {
        ReferenceRows t = ReferenceRows.Read("queue.csv");
        (string Name, QueueRule Rule)[] rules =
        [
            ("ahead_risk_averse", QueueRule.TradesOnly), ("ahead_power1", QueueRule.Proportional),
            ("ahead_power3", QueueRule.Cubic), ("ahead_log", QueueRule.Logarithmic),
        ];
        foreach (var (name, rule) in rules)
        {
            QueuePosition queue = default;
            foreach (var row in t.Rows)
            {
                if (t.Text(row, "event") == "join")
                    queue.Join(t.Of(row, "level_qty"));
                else if (t.Text(row, "event") == "trade")
                    queue.Trade(t.Of(row, "trade_qty"));
                else
                    queue.Depth(t.Of(row, "level_qty"), rule);
                ReferenceRows.Near(t.Of(row, name), queue.Ahead, 1e-12);
            }
        }
    }

    [Fact]
    public void Cancellations_are_shared_and_trades_are_not_counted_twice()
    {
        QueuePosition careful = default, shared = default;
        careful.Join(10);
        shared.Join(10);
        careful.Depth(16, QueueRule.TradesOnly);
        shared.Depth(16, QueueRule.Proportional);
        careful.Depth(12, QueueRule.TradesOnly);
        shared.Depth(12, QueueRule.Proportional);
        Assert.Equal(10, careful.Ahead);
        Assert.Equal(10 - (4 * 10.0 / 16), shared.Ahead, 1e-15);
        shared.Trade(2);
        shared.Depth(10, QueueRule.Proportional);
        Assert.Equal(5.5, shared.Ahead, 1e-15);
    }

    [Fact]
    public void The_quantity_ahead_is_never_more_than_the_level_and_never_negative()
    {
        foreach (var rule in Enum.GetValues<QueueRule>())
        {
            QueuePosition queue = default;
            queue.Join(50);
            var last = 50.0;
            for (var i = 0; i < 40; i++)
            {
                var level = 60 - (i * 1.7) + (i % 5);
                if (i % 3 == 0)
                    queue.Trade(1);
                queue.Depth(level, rule);
                Assert.InRange(queue.Ahead, 0, Math.Min(last, Math.Max(0, level)));
                last = queue.Ahead;
            }
        }
    }
}
