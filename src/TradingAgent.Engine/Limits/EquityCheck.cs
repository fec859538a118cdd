using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Limits;

/// <summary>
/// Holds our equity against the venues' own count, at the end of each of their reports. A difference that two reports
/// in a row show is an alarm, told once until they agree again; nothing is stopped by it, for both counts may lag.
/// </summary>
internal sealed class EquityCheck
{
    private readonly EngineParameters _parameters;
    private readonly Reporter _reporter;
    private readonly double[] _equity = new double[VenueId.Capacity * CurrencyId.Capacity];
    private int _isKnown;
    private int _isWhole;
    private int _differs;

    public EquityCheck(EngineParameters parameters, Reporter reporter)
    {
        _parameters = parameters;
        _reporter = reporter;
    }

    /// <summary>
    /// True once a balance was told and everything held was compared: before that our equity lacks wallets or
    /// positions, and a share of it would be a share of something else.
    /// </summary>
    public bool IsKnown => _isKnown != 0 && _isWhole != 0;

    /// <summary>What the venues count, USD at our rates; NaN while none has told.</summary>
    public double VenueEquityUsd(Positions.CashLedger cash)
    {
        if (_isKnown == 0) return double.NaN;
        double sum = 0;
        for (int i = 0; i < _equity.Length; i++)
            if (_equity[i] != 0) sum += _equity[i] * cash.UsdPerUnit(new CurrencyId((byte)(i % CurrencyId.Capacity)));
        return sum;
    }

    public void OnBalance(VenueId venue, in BalanceReported balance)
    {
        _equity[(venue.Index * CurrencyId.Capacity) + balance.Currency.Index] = FixedPoint.ToDouble(balance.EquityRaw);
        _isKnown = 1;
    }

    /// <summary>All that the run needs to know of its venues is known, their wallets included.</summary>
    public void OnWhole() => _isWhole = 1;

    /// <summary>A report is complete: compares, USD.</summary>
    public void Compare(double oursUsd, double theirsUsd)
    {
        double tolerance = _parameters[ParameterId.EquityTolerance];
        if (_isKnown == 0 || tolerance <= 0) return;
        bool agrees = Math.Abs(oursUsd - theirsUsd) <= tolerance * Math.Max(Math.Abs(theirsUsd), 1);
        _differs = agrees ? 0 : _differs + 1;
        if (_differs == 2) _reporter.Alarm(UnderlyingId.None, AlarmKind.EquityDisagrees, theirsUsd, oursUsd);
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_isKnown);
        writer.Write(_isWhole);
        writer.Write(_differs);
        writer.Write<double>(_equity);
    }

    public void Load(ref SnapshotReader reader)
    {
        _isKnown = reader.Read<int>();
        _isWhole = reader.Read<int>();
        _differs = reader.Read<int>();
        reader.Read<double>(_equity);
    }
}
