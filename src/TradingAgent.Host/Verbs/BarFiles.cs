using System.Globalization;
using System.IO.Compression;
using TradingAgent.Domain.Time;
using TradingAgent.Exchange.MarketSources.Recorded;
using TradingAgent.Exchange.MarketSources.Recorded.Bars;
using TradingAgent.Simulation.Studies.Paths;

namespace TradingAgent.Host.Verbs;

/// <summary>Opens files of bars and the funding rates beside them.</summary>
internal static class BarFiles
{
    // Quote bars leave out minutes in which nothing changed, up to some twenty at a time.
    private const int QuoteGapSeconds = 1_800;
    private const int GapBars = 5;

    /// <summary>Whether a file has a bar that contains the moment; true when there is no moment.</summary>
    public static bool Covers(MarketFile file, Timestamp moment)
    {
        if (moment.IsNone) return true;
        using TextReader text = OpenText(file.Path, out Timestamp midnight);
        BarReader reader = Reader(file, text, midnight);
        while (reader.TryRead(out Bar bar))
        {
            if (bar.Start > moment) return false;
            if (bar.End > moment) return true;
        }
        return false;
    }

    public static BarTrack Track(MarketFile file, ulong seed, List<IDisposable> opened)
    {
        TextReader text = OpenText(file.Path, out Timestamp midnight);
        opened.Add(text);
        int gap = file.Format == MarketFileFormat.MidnightQuotes ? QuoteGapSeconds : GapBars * file.BarSeconds;
        return new BarTrack(
            Reader(file, text, midnight),
            file.Coin,
            file.IsInverse,
            seed,
            Duration.FromSeconds(file.BarSeconds),
            Duration.FromSeconds(gap));
    }

    /// <summary>When the first readable bar of a file begins.</summary>
    public static Timestamp FirstStart(MarketFile file)
    {
        using TextReader text = OpenText(file.Path, out Timestamp midnight);
        return Reader(file, text, midnight).TryRead(out Bar bar)
            ? bar.Start : throw new InvalidDataException($"{file.Path} holds not one readable bar.");
    }

    /// <summary>The bars of a file as a path for a study, from a moment on.</summary>
    public static BarPath Open(
        MarketFile file, ulong seed, Duration step, Timestamp from, List<IDisposable> opened)
    {
        TextReader text = OpenText(file.Path, out Timestamp midnight);
        opened.Add(text);
        return new BarPath(
            Reader(file, text, midnight), Duration.FromSeconds(file.BarSeconds), step, seed, from);
    }

    /// <summary>
    /// Rates of <c>NAME-8h-funding_rate.csv.gz</c> beside <c>NAME-1m-futures.csv.gz</c>, or of
    /// <c>NAME_margin_interest.csv</c> beside <c>NAME_trade.zip</c>; null when there is no such file.
    /// </summary>
    public static FundingHistory? FundingBeside(MarketFile file)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file.Path)) ?? ".";
        string name = Path.GetFileName(file.Path);
        bool isZipped = file.Format is MarketFileFormat.MidnightTrades or MarketFileFormat.MidnightQuotes;
        if (!isZipped && file.Format != MarketFileFormat.BarsByStart) return null;
        string stem = name[..name.IndexOf(isZipped ? '_' : '-')];
        string pattern = isZipped ? $"{stem}_margin_interest.csv*" : $"{stem}-*-funding_rate.csv*";
        string? beside = Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal).FirstOrDefault();
        return beside is null ? null : ReadFunding(beside);
    }

    private static FundingHistory ReadFunding(string path)
    {
        var history = new FundingHistory();
        using var reader = new StreamReader(MarketFileDetector.Open(path));
        while (reader.ReadLine() is { } line)
        {
            string[] fields = line.Split(',');
            if (fields.Length < 2 || !TryTime(fields[0], out Timestamp time)) continue;
            if (decimal.TryParse(fields[1], NumberStyles.Float, CultureInfo.InvariantCulture, out decimal rate))
                history.Add(time, decimal.Round(rate, 8));
        }
        return history;
    }

    private static bool TryTime(string text, out Timestamp time)
    {
        time = Timestamp.None;
        CultureInfo culture = CultureInfo.InvariantCulture;
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTime.TryParseExact(text, "yyyyMMdd HH:mm:ss", culture, styles, out DateTime date))
            time = Timestamp.From(new DateTimeOffset(date, TimeSpan.Zero));
        else if (long.TryParse(text, NumberStyles.None, culture, out long milliseconds))
            time = Timestamp.FromMilliseconds(milliseconds);
        return !time.IsNone;
    }

    private static BarReader Reader(MarketFile file, TextReader text, Timestamp midnight)
    {
        BarFormat format = file.Format switch
        {
            MarketFileFormat.BarsByStart => BarFormat.StartMilliseconds,
            MarketFileFormat.BarsByEnd => BarFormat.EndText,
            MarketFileFormat.MidnightTrades => BarFormat.MidnightTrades,
            _ => BarFormat.MidnightQuotes,
        };
        return new BarReader(
            text, format, Duration.FromSeconds(file.BarSeconds), midnight, volumeInDollars: file.IsInverse);
    }

    /// <summary>Zipped files name their day in the entry: 20221213_btcusd_minute_trade_perp.csv.</summary>
    private static TextReader OpenText(string path, out Timestamp midnight)
    {
        midnight = Timestamp.None;
        if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return new StreamReader(MarketFileDetector.Open(path));
        using ZipArchive archive = ZipFile.OpenRead(path);
        ZipArchiveEntry entry = archive.Entries.FirstOrDefault(e => e.Name.EndsWith(".csv", StringComparison.Ordinal))
            ?? throw new InvalidDataException("The archive holds no .csv file.");
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        string day = entry.Name.Split('_')[0];
        if (!DateTime.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, styles, out DateTime date))
            throw new InvalidDataException($"'{entry.Name}' does not begin with its day, as 20221213_.");
        midnight = Timestamp.From(new DateTimeOffset(date, TimeSpan.Zero));
        using var reader = new StreamReader(entry.Open());
        return new StringReader(reader.ReadToEnd());
    }
}
