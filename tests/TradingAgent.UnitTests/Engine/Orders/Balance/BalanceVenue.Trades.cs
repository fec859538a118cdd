namespace TradingAgent.UnitTests.Engine.Orders.Balance;

/// <content>What becomes of an order at the venue, and the whole report.</content>
internal sealed partial class BalanceVenue
{
    private void Trade()
    {
        RestingOrder[] open = [.. _watched.Where(order => order.IsOpen)];
        if (open.Length == 0) return;
        RestingOrder order = random.Of(open);
        long left = order.Total - order.Filled;
        Fill(order, random.OnceIn(3) ? left : (1 + random.Below((int)(left / Lot))) * Lot);
    }

    private void Fill(RestingOrder order, long size)
    {
        if (!order.IsOpen || size <= 0) return;
        order.Filled += size;
        if (order.Filled >= order.Total) order.IsOpen = false;
        tally.Count(order.IsOpen ? "partial fills" : "last fills");
        EngineCommand place = order.Place;
        long signed = place.Side == Side.Buy ? size : -size;
        Position += signed;
        PositionUntold += signed;
        long sequence = ++_sequence;
        var execution = new ExecutionId(11, ++_executions);
        Price price = order.Price;
        void Tell()
        {
            if (_told.Add(execution))
            {
                order.ToldFilled += size;
                PositionUntold -= signed;
                if (!order.WasToldAccepted) tally.Count("fills before the acceptance");
                if (!order.IsOpen) tally.Count("fills told after the end");
            }
            rig.Fill(
                place.Order, place.Instrument, place.Side, new Quantity(size).ToDecimal(), price.ToDecimal(), execution,
                movesPosition: false, venueSequence: sequence);
        }
        Later(Road.Fills, Tell);
        if (!Happens(8)) return;
        tally.Count("fills told twice");
        Later(Road.Fills, Tell);
    }

    /// <summary>What is left of an order is taken off the book.</summary>
    private void End(RestingOrder order)
    {
        if (order.Filled > 0) tally.Count("remainders cancelled");
        order.IsOpen = false;
        EngineCommand place = order.Place;
        decimal filled = new Quantity(order.Filled).ToDecimal();
        Row(() => rig.Cancelled(place, filled));
    }

    /// <summary>The venue takes an order off by itself, as for a trade with oneself.</summary>
    private void EndOne()
    {
        RestingOrder? order = _watched.Find(each => each.IsOpen);
        if (order is not null) End(order);
    }

    /// <summary>Everything as it is now, told when it gets there.</summary>
    private void Report(int id)
    {
        OrderReported[] open = [.. _watched.Where(order => order.IsOpen).Select(order => order.Report())];
        var position = new PositionReported(new NetQuantity(Position), Price.Zero, _sequence, id);
        InstrumentId perpetual = TestKit.Engine.SmallMarket.Perpetual;
        Later(Road.Answers, () =>
        {
            rig.Apply(Of(default, EventKind.ReportBegun, more: true) with { Report = new ReportMarker(id, 0, 0) });
            foreach (OrderReported order in open)
                rig.Apply(Of(perpetual, EventKind.OrderReported, more: true) with { OrderReported = order });
            rig.Apply(Of(perpetual, EventKind.PositionReported, more: true) with { Position = position });
            rig.Apply(Of(default, EventKind.ReportCompleted) with { Report = new ReportMarker(id, open.Length, 1) });
        });
    }

    private static EngineEvent Of(InstrumentId instrument, EventKind kind, bool more = false) => new()
    {
        Kind = kind,
        Venue = VenueId.Bybit,
        Instrument = instrument,
        Flags = more ? EventFlags.MoreFollows : EventFlags.None,
    };
}
