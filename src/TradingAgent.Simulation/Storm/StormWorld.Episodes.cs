using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Faults;
using TradingAgent.Simulation.Storm.Venue;

namespace TradingAgent.Simulation.Storm;

/// <content>Faults that have their time: each begins, and what it undoes later is put on the agenda.</content>
internal sealed partial class StormWorld
{
    private readonly PriorityQueue<Action, (long At, long Number)> _agenda = new();
    private long _agendaNumber;
    private FaultEpisode _dying;

    private Timestamp NextEpisodeAt =>
        _agenda.TryPeek(out _, out (long At, long Number) key) ? new Timestamp(key.At) : Timestamp.Never;

    private void Later(Timestamp at, Action what) => _agenda.Enqueue(what, (at.Nanoseconds, _agendaNumber++));

    private void Plan(StormAway? away)
    {
        foreach (FaultEpisode episode in _settings.Plan.Episodes) Later(WhenOf(episode), () => Begin(_venue, episode));
        if (away is null) return;
        StormVenue other = _venues[1];
        foreach (FaultEpisode episode in away.Plan.Episodes)
            if (IsOfOneVenue(episode.Kind)) Later(episode.At, () => Begin(other, episode));
        foreach ((Timestamp at, bool isAway, Duration lasts) in away.Outages)
            Later(at, () => CutOff(isAway ? other : _venue, lasts));
    }

    /// <summary>What breaks at a venue; the rest is of the market, the agent's machine or the first account.</summary>
    private static bool IsOfOneVenue(FaultKind kind) => kind is FaultKind.RejectStorm or FaultKind.RateLimitBan
        or FaultKind.StaleBook or FaultKind.CrossedBook or FaultKind.PrivateStreamSilent;

    /// <summary>An expiry's outage is where the expiry is; a liquidation ends the story, so it comes last.</summary>
    private Timestamp WhenOf(in FaultEpisode episode) => episode.Kind switch
    {
        FaultKind.ExpiryInOutage => _settings.Regime.NearExpiry - Duration.FromSeconds(2 + (20 * episode.Size)),
        FaultKind.Liquidated => _settings.CalmFrom - Duration.FromSeconds(60),
        _ => episode.At,
    };

    private void TakeEpisodes()
    {
        while (NextEpisodeAt <= _now) _agenda.Dequeue()();
        foreach (StormVenue venue in _venues)
        {
            if (!venue.WantsReset) continue;
            venue.WantsReset = false;
            ResetAccount(venue, 0.5);
        }
    }

    private void Begin(StormVenue venue, FaultEpisode episode)
    {
        switch (episode.Kind)
        {
            case FaultKind.RejectStorm:
                venue.IsRejecting = true;
                Later(_now + episode.Lasts, () => venue.IsRejecting = false);
                break;
            case FaultKind.RateLimitBan:
                venue.IsBanned = true;
                Later(_now + episode.Lasts, () => venue.IsBanned = false);
                break;
            case FaultKind.StaleBook:
                Count(episode);
                venue.IsMarketStale = true;
                Later(_now + episode.Lasts, () =>
                {
                    venue.IsMarketStale = false;
                    venue.ResyncMarket();
                });
                break;
            case FaultKind.CrossedBook:
                Count(episode);
                venue.IsBookCrossed = true;
                Later(_now + episode.Lasts, () =>
                {
                    venue.IsBookCrossed = false;
                    venue.ResyncMarket();
                });
                break;
            case FaultKind.TickSizeChanged:
                Count(episode);
                ChangeTick(episode);
                break;
            case FaultKind.VolatilityGap:
                Count(episode);
                _market.Gap((episode.Size - 0.5) * 0.16);
                foreach (StormVenue each in _venues) each.OnMarketJumped(_now);
                break;
            case FaultKind.StablecoinOffPar:
                Count(episode);
                TellRate(1 - (0.08 * episode.Size));
                Later(_now + episode.Lasts, () => TellRate(1));
                break;
            case FaultKind.PrivateStreamSilent:
                Count(episode);
                Silence(venue, episode);
                break;
            case FaultKind.Maintenance:
            case FaultKind.ExpiryInOutage:
                Count(episode);
                Outage(episode);
                break;
            default:
                BeginOther(episode);
                break;
        }
    }

    private void BeginOther(FaultEpisode episode)
    {
        switch (episode.Kind)
        {
            case FaultKind.OurClockForwards:
                Count(episode);
                SetClock(Duration.FromSeconds(1 + (100 * episode.Size)));
                break;
            case FaultKind.OurClockBackwards:
                Count(episode);
                SetClock(Duration.FromSeconds(-(0.2 + (20 * episode.Size))));
                break;
            case FaultKind.VenueClockForwards:
            case FaultKind.VenueClockBackwards:
                Count(episode);
                double sign = episode.Kind == FaultKind.VenueClockForwards ? 1 : -1;
                _venue.ClockSkew = Duration.FromSeconds(sign * (0.5 + (60 * episode.Size)));
                Later(_now + Duration.FromSeconds(30 + (300 * episode.Size)), () => _venue.ClockSkew = default);
                break;
            case FaultKind.DiskStalled:
                Count(episode);
                _agent.IsDiskStalled = true;
                Later(_now + episode.Lasts, () => _agent.IsDiskStalled = false);
                break;
            case FaultKind.EngineKilled when episode.Size < 0.4 && _agent.IsAlive:
                // Between the journal and the wire: the order that it decided on is recovered, and was never sent.
                _dying = episode;
                _agent.DiesAtCommand = true;
                Later(_settings.CalmFrom, () => _agent.DiesAtCommand = false);
                break;
            case FaultKind.EngineKilled:
                Kill(episode);
                break;
            case FaultKind.JournalTorn:
                // Nothing reaches the disk for a moment, and then the process is gone.
                _agent.IsDiskStalled = true;
                Later(_now + Duration.FromSeconds(0.05 + (0.8 * episode.Size)), () => Kill(episode));
                break;
            case FaultKind.DiskFull:
                Kill(episode);
                break;
            case FaultKind.EquityWithdrawn:
                Count(episode);
                Transfer(-_exchange.Balance(_account, CurrencyId.Usdt) / 2);
                _judges.Losses.OnTransfer(_now);
                break;
            case FaultKind.Deleveraged:
                Deleverage(episode);
                break;
            case FaultKind.Liquidated:
                Liquidate(episode);
                break;
        }
    }

    private void Count(in FaultEpisode episode) => _tally.Count(episode.Kind);

    private void ChangeTick(in FaultEpisode episode)
    {
        Price tick = Price.From(episode.Size < 0.5 ? 0.5m : 0.2m);
        _market.ChangeTick(tick, _exchange.ChangeTick);
        Later(_now + Duration.FromSeconds(600), () => _market.ChangeTick(Price.From(0.1m), _exchange.ChangeTick));
    }

    private void TellRate(double usd) => _venue.Tell(_now, new EngineEvent
    {
        Kind = EventKind.CurrencyRateChanged,
        CurrencyRate = new CurrencyRateChanged(CurrencyId.Usdt, usd),
    });

    /// <summary>Nobody notices for a while; then the adapter gives the stream up and begins it anew.</summary>
    private void Silence(StormVenue venue, FaultEpisode episode)
    {
        Timestamp since = _now;
        venue.IsAccountSilent = true;
        Later(_now + episode.Lasts, () =>
        {
            venue.IsAccountSilent = false;
            if (!_agent.IsAlive) return;
            venue.TellStream(_now, VenueStream.Private, VenueStatus.Down);
            Later(_now + Duration.FromSeconds(0.5 + episode.Size), () => Reconnect(venue, since));
        });
    }

    private void ResetAccount(StormVenue venue, double seconds)
    {
        if (venue.IsResetting || !_agent.IsAlive) return;
        Timestamp since = _now;
        venue.IsResetting = true;
        venue.IsAccountSilent = true;
        venue.TellStream(_now, VenueStream.Private, VenueStatus.Down);
        Later(_now + Duration.FromSeconds(seconds), () =>
        {
            venue.IsResetting = false;
            venue.IsAccountSilent = false;
            Reconnect(venue, since);
        });
    }

    private void Reconnect(StormVenue venue, Timestamp since)
    {
        if (_agent.IsAlive && !venue.IsInMaintenance && !venue.IsUnreachable) venue.Resync(_now, since);
    }

    /// <summary>The exchange stands still, at every venue of it.</summary>
    private void Outage(FaultEpisode episode)
    {
        Timestamp since = _now;
        _market.IsHalted = episode.Kind == FaultKind.Maintenance;
        foreach (StormVenue venue in _venues)
        {
            TellStreams(venue, VenueStatus.Down);
            venue.IsInMaintenance = true;
        }
        Later(_now + episode.Lasts + Duration.FromSeconds(10 + (60 * episode.Size)), () =>
        {
            _market.IsHalted = false;
            foreach (StormVenue venue in _venues)
            {
                venue.IsInMaintenance = false;
                Return(venue, since);
            }
        });
    }

    /// <summary>Nothing goes to one venue or comes from it; its market goes on, and so does what rests there.</summary>
    private void CutOff(StormVenue venue, Duration lasts)
    {
        if (venue.IsUnreachable || venue.IsInMaintenance) return;
        _tally.Count(FaultKind.VenueOutage);
        Timestamp since = _now;
        TellStreams(venue, VenueStatus.Down);
        venue.IsUnreachable = true;
        Later(_now + lasts, () =>
        {
            if (!venue.IsUnreachable) return;
            venue.IsUnreachable = false;
            if (!venue.IsInMaintenance) Return(venue, since);
        });
    }

    private void Return(StormVenue venue, Timestamp since)
    {
        if (!_agent.IsAlive || venue.IsUnreachable) return;
        TellStreams(venue, VenueStatus.Up);
        venue.ResyncMarket();
        venue.Resync(_now, since);
    }

    private void TellStreams(StormVenue venue, VenueStatus status)
    {
        if (!_agent.IsAlive) return;
        if (status == VenueStatus.Down) venue.TellStream(_now, VenueStream.Private, status);
        foreach (VenueStream stream in venue.Streams) venue.TellStream(_now, stream, status);
    }

    private void SetClock(Duration step)
    {
        _clock.At(_now);
        _clock.Set(step);
        if (!_agent.IsAlive) return;
        _agent.Apply(
            new EngineEvent { Kind = EventKind.ClockReanchored, Clock = new ClockReanchored(step) }, _clock.At(_now));
        _agent.Release(_now, _clock.At(_now), _send);
    }

    private void Kill(FaultEpisode episode)
    {
        if (!_agent.IsAlive) return;
        Count(episode);
        if (episode.Kind == FaultKind.EngineKilled && !_agent.IsDiskStalled) _agent.Journal.Flush();
        _agent.IsDiskStalled = false;
        _agent.Kill();
        foreach (StormVenue venue in _venues) venue.Break(_now);
        bool diskFull = episode.Kind == FaultKind.DiskFull;
        Later(_now + Duration.FromSeconds(0.5 + (8 * episode.Size)), () =>
        {
            if (_agent.IsAlive) return;
            Restart();
            if (diskFull) TellDisk(100L << 20);
            if (diskFull) Later(_now + Duration.FromSeconds(60), () => TellDisk(50L << 30));
        });
    }

    private void Restart()
    {
        _agent.Recover();
        // A process that finds a venue away is started again until it is there: this is that start.
        foreach (StormVenue venue in _venues) (venue.IsInMaintenance, venue.IsUnreachable) = (false, false);
        Start();
    }

    private void TellDisk(long freeBytes)
    {
        if (!_agent.IsAlive) return;
        _agent.Apply(
            new EngineEvent { Kind = EventKind.DiskMeasured, Disk = new DiskMeasured(freeBytes) }, _clock.At(_now));
        _agent.Release(_now, _clock.At(_now), _send);
    }

    private void Transfer(decimal amount)
    {
        _exchange.Deposit(_account, new Money(amount, CurrencyId.Usdt));
        _venue.Tell(_now, new EngineEvent
        {
            Kind = EventKind.CashTransferred,
            Transfer = new CashTransferred(
                CurrencyId.Usdt, FixedPoint.FromDecimal(amount), new ExecutionId(2, (ulong)++_agendaNumber)),
        });
    }

    /// <summary>
    /// Somebody who holds the other side of ours cannot pay, and nobody stands in the book: ours is closed against it.
    /// </summary>
    private void Deleverage(FaultEpisode episode)
    {
        NetQuantity held = _venue.Truth.PositionIn(_market.Linear);
        if (held.IsZero || _market.IsHalted)
        {
            if (_now < _settings.CalmFrom - Duration.FromSeconds(120))
                Later(_now + Duration.FromSeconds(30), () => Deleverage(episode));
            return;
        }
        Count(episode);
        long lot = FixedPoint.Scale / 1000;
        long size = Math.Max(lot, (long)(Math.Abs(held.Raw) * (0.2 + (0.8 * episode.Size))) / lot * lot);
        var price = new Price((long)(_exchange.Mark(_market.Linear) * 10) * (FixedPoint.Scale / 10));
        _exchange.OpenAccount(new AccountSettings
        {
            Name = "stranger",
            Balances = [new Money(1m, CurrencyId.Usdt)],
            Positions = [new StartingPosition(_market.Linear, new NetQuantity(held.Raw > 0 ? -size : size), price)],
        });
        _market.SetDepth(0);
        Later(_now + Duration.FromSeconds(1.2), () => _market.SetDepth(1));
    }

    /// <summary>So much is withdrawn that the venue closes everything; a while later it is paid back.</summary>
    private void Liquidate(in FaultEpisode episode)
    {
        Count(episode);
        decimal usdt = _exchange.Balance(_account, CurrencyId.Usdt);
        decimal btc = _exchange.Balance(_account, CurrencyId.Btc);
        _exchange.Deposit(_account, new Money(-btc, CurrencyId.Btc));
        Transfer(-usdt);
        Later(_now + Duration.FromSeconds(3), () =>
        {
            _exchange.Deposit(_account, new Money(btc, CurrencyId.Btc));
            Transfer(usdt);
        });
    }
}
