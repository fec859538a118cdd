using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Recovery;

/// <summary>
/// A process ends at every point of an order's life, in each way, and the next one takes over: nothing is left at the
/// venue that nobody knows of, nothing is hedged twice, and the position is the venue's.
/// </summary>
public sealed class RestartTests
{
    private const decimal Wanted = 3;
    private static readonly InstrumentId Perpetual = SmallMarket.Perpetual;

    public static TheoryData<OrderMoment, RestartKind, bool> Restarts
    {
        get
        {
            var all = new TheoryData<OrderMoment, RestartKind, bool>();
            foreach (OrderMoment moment in Enum.GetValues<OrderMoment>())
                foreach (RestartKind kind in Enum.GetValues<RestartKind>())
                    foreach (bool isFilledFirst in (ReadOnlySpan<bool>)[false, true])
                        all.Add(moment, kind, isFilledFirst);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Restarts))]
    public void The_next_process_hedges_what_is_left_and_leaves_no_order_of_the_last_one(
        OrderMoment moment, RestartKind kind, bool isFilledFirst)
    {
        var venue = new RestartVenue { FillsBeforeCancelling = isFilledFirst };
        EngineRig rig = new EngineRig().Holding(Perpetual, Wanted).With(ParameterId.PassiveFor, 2_000).Ready();
        rig.AnswersReports = false;
        byte[] before = rig.Snapshot();
        rig.Quote(Perpetual, 99_990, 100_010);
        rig.Mark(Perpetual, 100_000);
        EngineCommand order = rig.TakeOrder();
        Bring(rig, venue, order, moment);
        if (kind == RestartKind.Warm)
        {
            rig.Operator(OperatorAction.Drain);
            if (moment is not (OrderMoment.DecidedAndNotSent or OrderMoment.SentAndNotThere)) Settle(rig, venue);
        }
        bool isUnwritten = moment == OrderMoment.DecidedAndNotSent && kind == RestartKind.Killed;
        WhileDown(venue, order, moment, rig);

        rig = Next(rig, venue, kind, isUnwritten ? before : rig.Snapshot());
        Settle(rig, venue);

        Assert.Empty(venue.Open);
        Assert.Equal((0, 0), (rig.Engine.Status().LiveOrders, rig.Engine.Status().UnknownOrders));
        Assert.InRange(venue.Held, -0.1m, 0.1m);
        Assert.Equal(NetQuantity.From(venue.Held), rig.Held(Perpetual));
        Assert.Equal((double)venue.Held, rig.Engine.StatusOf(SmallMarket.Bitcoin).Delta, 9);
        Assert.Equal(TradingMode.Normal, rig.Engine.Status().Mode);
    }

    /// <summary>To the moment at which the process ends.</summary>
    private static void Bring(EngineRig rig, RestartVenue venue, EngineCommand order, OrderMoment moment)
    {
        if (moment is OrderMoment.DecidedAndNotSent or OrderMoment.SentAndNotThere) return;
        venue.Take(order);
        if (moment == OrderMoment.ThereAndNotTold) return;
        if (moment == OrderMoment.Unknown)
        {
            rig.Unknown(order);
            return;
        }
        rig.Accept(order);
        switch (moment)
        {
            case OrderMoment.PartlyFilled:
                venue.Fill(order.Order, 1, rig.NextExecution());
                venue.TellMissed(rig);
                break;
            case OrderMoment.AmendNotThere or OrderMoment.AmendThereAndNotTold:
                // Patience is over: the order moves into the spread.
                rig.Advance(2_500);
                EngineCommand amend = rig.Take().Single(c => c.Kind == CommandKind.AmendOrder);
                if (moment == OrderMoment.AmendThereAndNotTold) venue.Resize(amend);
                break;
            case OrderMoment.CancelNotThere or OrderMoment.CancelThereAndNotTold:
                rig.Operator(OperatorAction.CancelAll);
                rig.Take();
                if (moment == OrderMoment.CancelThereAndNotTold) venue.Cancel(order.Order);
                break;
        }
    }

    private static void WhileDown(RestartVenue venue, EngineCommand order, OrderMoment moment, EngineRig rig)
    {
        if (!venue.Open.Contains(order.Order)) return;
        if (moment == OrderMoment.FilledWhileDown)
            venue.Fill(order.Order, order.Quantity.ToDecimal(), rig.NextExecution());
        if (moment == OrderMoment.PartlyFilledWhileDown) venue.Fill(order.Order, 1, rig.NextExecution());
        if (moment == OrderMoment.CancelledWhileDown) venue.Cancel(order.Order);
    }

    /// <summary>The next process: its journal or none, the missed executions, then the streams.</summary>
    private static EngineRig Next(EngineRig last, RestartVenue venue, RestartKind kind, byte[] journal)
    {
        EngineRig rig = last;
        if (kind == RestartKind.Cold)
        {
            rig = new EngineRig { AnswersReports = false, Now = last.Now }.Holding(Perpetual, venue.Held).Connect();
            rig.TakeReportsAsked();
        }
        else
        {
            rig.Restart(journal);
        }
        rig.Take();
        rig.Now += Duration.FromSeconds(1);
        rig.Run(2);
        rig.SendParameters();
        rig.RepeatMarkets();
        if (kind == RestartKind.Cold) venue.ForgetMissed();
        else venue.TellMissed(rig);
        rig.VenueUp();
        rig.Enable();
        return rig;
    }

    /// <summary>Half a minute in which the venue answers everything.</summary>
    private static void Settle(EngineRig rig, RestartVenue venue)
    {
        for (int step = 0; step < 300; step++)
        {
            while (venue.Answer(rig))
            {
            }
            rig.Advance(100);
        }
    }
}
