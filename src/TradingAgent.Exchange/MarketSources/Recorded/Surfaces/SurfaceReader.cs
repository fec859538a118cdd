using System.Globalization;

namespace TradingAgent.Exchange.MarketSources.Recorded.Surfaces;

/// <summary>
/// Reads recorded option chains into surfaces. Of each strike the out-of-the-money option counts, as call and put at
/// one strike may carry different volatilities and the other one is mostly intrinsic value.
/// </summary>
public static class SurfaceReader
{
    private const double YearsMin = 6.0 / (365 * 24);
    private const double VolatilityMin = 0.05;
    private const double VolatilityMax = 5;

    // Written by that venue where it has no volatility of its own.
    private const double EohDefaultVolatility = 0.775;
    private const int PointsMin = 3;
    private const double MinutesPerYear = 525_600;

    /// <summary>
    /// A snapshot with one row an option and columns named in its header: currency, option_type, strike, underlying
    /// (forward), time_to_maturity (years), implied_volatility (fraction), expiry_datetime.
    /// </summary>
    /// <exception cref="InvalidDataException">A column is missing, or the coin has no usable row.</exception>
    public static RecordedSurface ReadChain(TextReader reader, CurrencyId coin)
    {
        Columns columns = ReadHeader(
            reader,
            "currency",
            "option_type",
            "strike",
            "underlying",
            "time_to_maturity",
            "implied_volatility",
            "expiry_datetime");
        var expiries = new SortedDictionary<string, List<Row>>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            string[] fields = line.Split(',');
            if (fields.Length != columns.Count || fields[columns[0]] != coin.Code) continue;
            if (!TryNumber(fields[columns[2]], out double strike) || !TryNumber(fields[columns[3]], out double forward)
                || !TryNumber(fields[columns[4]], out double years)
                || !TryNumber(fields[columns[5]], out double volatility))
                continue;
            var row = new Row(fields[columns[1]] == "call", strike, forward, years, volatility, Mark: 0);
            Add(expiries, fields[columns[6]], row);
        }
        return Build(expiries.Values, coin);
    }

    /// <summary>
    /// An hourly summary of a venue's BTCUSDT-style options: the last hour of the file. Expiry and strike are taken
    /// from the symbol; the forward, which is not written, from call and put where they cost about the same.
    /// </summary>
    /// <exception cref="InvalidDataException">A column is missing, or the coin has no usable row.</exception>
    public static RecordedSurface ReadHourlySummary(TextReader reader, CurrencyId coin)
    {
        Columns columns = ReadHeader(reader, "date", "hour", "symbol", "mark_price", "mark_iv");
        var hours = new SortedDictionary<string, SortedDictionary<string, List<Row>>>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            string[] fields = line.Split(',');
            if (fields.Length != columns.Count) continue;
            string[] symbol = fields[columns[2]].Split('-');
            if (symbol.Length != 4 || symbol[0] != coin.Code || !TryNumber(symbol[2], out double strike)) continue;
            if (!TryYears(fields[columns[0]], fields[columns[1]], symbol[1], out double years)) continue;
            if (!TryNumber(fields[columns[3]], out double mark)
                || !TryNumber(fields[columns[4]], out double volatility))
                continue;
            string hour = $"{fields[columns[0]]} {fields[columns[1]]}";
            if (!hours.TryGetValue(hour, out SortedDictionary<string, List<Row>>? expiries))
                hours.Add(hour, expiries = new SortedDictionary<string, List<Row>>(StringComparer.Ordinal));
            Add(expiries, symbol[1], new Row(symbol[3] == "C", strike, Forward: 0, years, volatility, mark));
        }
        if (hours.Count == 0) throw Nothing(coin);
        return Build(hours.Values.Last().Values.Select(WithForward), coin);
    }

    private static RecordedSurface Build(IEnumerable<List<Row>> expiries, CurrencyId coin)
    {
        var slices = new List<SmileSlice>();
        foreach (List<Row> rows in expiries)
        {
            var points = new List<(double, double)>();
            foreach (Row row in rows)
            {
                bool counts = row.Forward > 0 && row.Years > YearsMin && row.Strike > 0
                    && row.IsCall == (row.Strike >= row.Forward)
                    && row.Volatility is > VolatilityMin and < VolatilityMax;
                if (counts) points.Add((RecordedSurface.Standard(row.Strike, row.Forward, row.Years), row.Volatility));
            }
            if (points.Count >= PointsMin) slices.Add(new SmileSlice(rows[0].Years, points));
        }
        return slices.Count == 0 ? throw Nothing(coin) : new RecordedSurface(slices);
    }

    /// <summary>Parity F = K + C − P where the two are nearest each other, and no default volatilities.</summary>
    private static List<Row> WithForward(List<Row> rows)
    {
        double forward = 0;
        double nearest = double.MaxValue;
        foreach (Row call in rows)
        {
            if (!call.IsCall || call.Mark <= 0) continue;
            Row put = rows.Find(r => !r.IsCall && r.Strike == call.Strike && r.Mark > 0);
            if (put.Strike == 0 || Math.Abs(call.Mark - put.Mark) >= nearest) continue;
            nearest = Math.Abs(call.Mark - put.Mark);
            forward = call.Strike + call.Mark - put.Mark;
        }
        var kept = new List<Row>(rows.Count);
        foreach (Row row in rows)
            if (row.Volatility != EohDefaultVolatility && row.Mark > 0) kept.Add(row with { Forward = forward });
        return kept;
    }

    private static bool TryYears(string date, string hour, string expiry, out double years)
    {
        years = 0;
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (!DateTime.TryParseExact(date, "yyyy-MM-dd", culture, styles, out DateTime day)
            || !DateTime.TryParseExact(expiry, "yyMMdd", culture, styles, out DateTime end)
            || !TryNumber(hour, out double hours))
            return false;
        years = (end.AddHours(8) - day.AddHours(hours)).TotalMinutes / MinutesPerYear;
        return true;
    }

    private static void Add(SortedDictionary<string, List<Row>> expiries, string key, in Row row)
    {
        if (!expiries.TryGetValue(key, out List<Row>? rows)) expiries.Add(key, rows = []);
        rows.Add(row);
    }

    private static Columns ReadHeader(TextReader reader, params string[] names)
    {
        string[] header = (reader.ReadLine() ?? "").Split(',');
        int[] places = new int[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            places[i] = Array.IndexOf(header, names[i]);
            if (places[i] < 0) throw new InvalidDataException($"The option chain has no column {names[i]}.");
        }
        return new Columns(places, header.Length);
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static InvalidDataException Nothing(CurrencyId coin) =>
        new($"The option chain has no expiry of {coin} with at least {PointsMin} usable volatilities.");

    private readonly record struct Columns(int[] Places, int Count)
    {
        public int this[int index] => Places[index];
    }

    private readonly record struct Row(
        bool IsCall, double Strike, double Forward, double Years, double Volatility, double Mark);
}
