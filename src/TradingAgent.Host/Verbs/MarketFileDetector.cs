using System.IO.Compression;
using System.Text.RegularExpressions;
using TradingAgent.Domain.Identity;

namespace TradingAgent.Host.Verbs;

/// <summary>
/// Says what a file is: the first line decides how it is written, the name says of which coin where the lines do not.
/// </summary>
internal static partial class MarketFileDetector
{
    private const string BarsByStart = "timestamp_ms,open,high,low,close,volume";
    private const string BarsByEnd = "timestamp,open,high,low,close,volume";

    /// <summary>Format <see cref="MarketFileFormat.Unknown"/> when it is none of ours.</summary>
    public static MarketFile Detect(string path)
    {
        string name = Path.GetFileName(path).ToUpperInvariant();
        if (name.EndsWith(".ZIP", StringComparison.Ordinal)) return Zipped(path, name);
        string line = FirstLine(path);
        if (line.StartsWith(BarsByStart, StringComparison.Ordinal)) return ByStart(path, name);
        if (line.StartsWith(BarsByEnd, StringComparison.Ordinal) && CoinIn(name) is { IsNone: false } coin)
            return new MarketFile(path, MarketFileFormat.BarsByEnd, coin, IsInverse: false, LengthIn(name) ?? 60);
        Match symbol = CaptureSymbol().Match(line);
        if (symbol.Success && CurrencyId.TryFind(symbol.Groups[1].Value, out CurrencyId captured))
        {
            bool isInverse = symbol.Groups[2].Value == "USD_PERP";
            return new MarketFile(path, MarketFileFormat.Capture, captured, isInverse);
        }
        return Unknown(path);
    }

    /// <summary>Opens a plain or gzipped file.</summary>
    public static Stream Open(string path)
    {
        FileStream file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
    }

    private static string FirstLine(string path)
    {
        using var reader = new StreamReader(Open(path));
        char[] text = new char[4_096];
        int count = reader.ReadBlock(text);
        ReadOnlySpan<char> read = text.AsSpan(0, count);
        int end = read.IndexOf('\n');
        return new string(end < 0 ? read : read[..end].TrimEnd('\r'));
    }

    private static MarketFile ByStart(string path, string name)
    {
        // Mark prices and funding rates are written in the same columns; they accompany, they are not played.
        if (!name.Contains("-FUTURES", StringComparison.Ordinal) && Companion().IsMatch(name)) return Unknown(path);
        CurrencyId coin = CoinIn(name);
        return coin.IsNone || LengthIn(name) is not { } seconds
            ? Unknown(path)
            : new MarketFile(path, MarketFileFormat.BarsByStart, coin, IsInverse: false, seconds);
    }

    private static MarketFile Zipped(string path, string name)
    {
        Match match = ZipName().Match(name);
        if (!match.Success || !CurrencyId.TryFind(match.Groups[1].Value, out CurrencyId coin)) return Unknown(path);
        MarketFileFormat format = match.Groups[3].Value == "TRADE"
            ? MarketFileFormat.MidnightTrades
            : MarketFileFormat.MidnightQuotes;
        return new MarketFile(path, format, coin, IsInverse: match.Groups[2].Value == "USD", 60);
    }

    private static MarketFile Unknown(string path) =>
        new(path, MarketFileFormat.Unknown, CurrencyId.None, IsInverse: false);

    private static CurrencyId CoinIn(string name)
    {
        Match match = CoinName().Match(name);
        return match.Success && CurrencyId.TryFind(match.Groups[1].Value, out CurrencyId coin) ? coin : CurrencyId.None;
    }

    private static int? LengthIn(string name)
    {
        Match match = BarLength().Match(name);
        if (!match.Success) return null;
        int count = int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        return count * (match.Groups[2].Value == "M" ? 60 : 3_600);
    }

    [GeneratedRegex("\"s(?:ymbol)?\":\"([A-Z]+?)(USDT|USD_PERP)\"")]
    private static partial Regex CaptureSymbol();

    [GeneratedRegex("^([A-Z]+?)(USDT|USD)_(TRADE|QUOTE)\\.ZIP$")]
    private static partial Regex ZipName();

    [GeneratedRegex("^(BTC|ETH)(?![A-Z]*USDCM)")]
    private static partial Regex CoinName();

    [GeneratedRegex("[-_](\\d{1,2})([MH])(?=[-_.])")]
    private static partial Regex BarLength();

    [GeneratedRegex("FUNDING|MARK|INDEX")]
    private static partial Regex Companion();
}
