namespace TradingAgent.Runtime;

/// <summary>Event ids of the runtime's log lines; alerts are written against them, so they never change.</summary>
internal static class LogEvents
{
    public const int Recovered = 2001;
    public const int Note = 2002;
    public const int Catalogue = 2003;
    public const int VenueFailed = 2004;
    public const int ReportFailed = 2005;
    public const int Enabled = 2006;
    public const int Stopping = 2007;
    public const int Cancelled = 2008;
    public const int CancelFailed = 2009;
    public const int Ended = 2010;
    public const int EndedRoughly = 2011;
    public const int Killed = 2012;
    public const int TidyingFailed = 2013;
    public const int SurfaceFitted = 2014;
    public const int SurfaceRefused = 2015;
    public const int SurfacesFailed = 2016;
    public const int SentinelWaits = 2017;
    public const int SentinelFires = 2018;
    public const int Missing = 2019;
    public const int StillMissing = 2020;
    public const int Answers = 2021;
    public const int Cleared = 2022;
    public const int SentinelFired = 2023;
}
