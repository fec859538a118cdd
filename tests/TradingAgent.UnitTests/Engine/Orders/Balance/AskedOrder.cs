namespace TradingAgent.UnitTests.Engine.Orders.Balance;

/// <summary>One order in the clerk's book: what was asked of it, and what was told. Sizes are raw.</summary>
internal sealed class AskedOrder(in EngineCommand place)
{
    public ClientOrderId Id { get; } = place.Order;

    public InstrumentId Instrument { get; } = place.Instrument;

    public Side Side { get; } = place.Side;

    /// <summary>The total asked for and not disputed, filled included.</summary>
    public long Asked { get; set; } = place.Quantity.Raw;

    /// <summary>The total that an amend asks for of which nobody has said how it went; 0 without one.</summary>
    public long AskedAnew { get; set; }

    public Price PriceAnew { get; set; }

    public Price Price { get; set; } = place.Price;

    public Timestamp SentAt { get; init; }

    /// <summary>When an amend was last sent.</summary>
    public Timestamp AmendedAt { get; set; }

    /// <summary>When its size or price was last told to be another.</summary>
    public Timestamp ChangedAt { get; set; }

    /// <summary>When it was last asked about.</summary>
    public Timestamp AskedAt { get; set; }

    /// <summary>What its fills come to, each counted once.</summary>
    public long Filled { get; private set; }

    /// <summary>The venue has said of it that it rests or rested.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Nothing of it rests any more, as far as was told.</summary>
    public bool IsOver { get; private set; }

    /// <summary>How much of it was filled when it ended, as the venue counts.</summary>
    public long FilledAtEnd { get; private set; }

    /// <summary>The most that it may come to.</summary>
    public long Total => Math.Max(Asked, AskedAnew);

    /// <summary>What may still fill, or has filled and was not told yet.</summary>
    public long InFlight => Math.Max(0, (IsOver ? FilledAtEnd : Total) - Filled);

    /// <summary>The rest that nobody will fill.</summary>
    public long Cancelled => IsOver ? Total - Math.Max(FilledAtEnd, Filled) : 0;

    /// <summary>The venue said at what price and size it rests.</summary>
    public void Tell(Price price, Quantity total, Timestamp now)
    {
        if (price != Price || total.Raw != Asked) ChangedAt = now;
        (Price, Asked, IsKnown) = (price, total.Raw, true);
    }

    public void Fill(long size)
    {
        Filled += size;
        IsKnown = true;
        EndIfWhole();
    }

    public void EndIfWhole()
    {
        if (!IsOver && Filled >= Total) End(Filled);
    }

    public void End(long filled)
    {
        if (IsOver) return;
        IsOver = true;
        FilledAtEnd = Math.Max(filled, Filled);
    }

    /// <summary>Fills that the venue counts are not waited for any longer.</summary>
    public void GiveUp() => FilledAtEnd = Filled;
}
